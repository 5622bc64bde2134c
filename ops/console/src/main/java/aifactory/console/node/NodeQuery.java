package aifactory.console.node;

/// Nodes as everybody here sees them.
public final class NodeQuery {
  /// Beats come every 2 s; five missed in a row mean offline.
  public static final String NODES =
      "select node_id, node_type, service, role, case when last_heartbeat < now() - interval '10"
          + " seconds' then 'offline' else status end as status, host, pid, address,"
          + " product_version, cpu_usage, resident_bytes, free_memory_bytes, counters, started_at,"
          + " last_heartbeat from view.node where last_heartbeat > now() - interval '1 day'";

  private NodeQuery() {}
}
