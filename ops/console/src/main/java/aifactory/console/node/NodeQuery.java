package aifactory.console.node;

/// Nodes as everybody here sees them.
public final class NodeQuery {
  /// Beats come every 2 s; five missed in a row mean offline. Gone after a day, or when somebody
  /// cleared it away and it has not been heard since.
  public static final String NODES =
      "select node_id, node_type, service, role, case when last_heartbeat < now() - interval '10"
          + " seconds' then 'offline' else status end as status, host, pid, address,"
          + " product_version, cpu_usage, resident_bytes, free_memory_bytes, counters, waiting, capabilities,"
          + " note, started_at, last_heartbeat from view.node n where last_heartbeat > now() -"
          + " interval '1 day' and not exists (select 1 from control.forgotten_node f where f.node_id"
          + " = n.node_id and f.forgotten_at >= n.last_heartbeat)";

  /// What the newest order to `known` asked of it: start, stop, drain, or unspecified.
  static final String WANTED =
      "coalesce((select lower(c.action) from view.command c where c.target in ('all', known.node_id,"
          + " known.node_type, known.service) order by c.commanded_at desc limit 1),"
          + " 'unspecified')";

  private NodeQuery() {}
}
