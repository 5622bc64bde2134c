package aifactory.console.logs;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// Log lines of all nodes.
@Path("/api/logs")
public class LogResource {
  private static final String RANKED =
      "case %s when 'ERROR' then 4 when 'WARN' then 3 when 'INFO' then 2 else 1 end";

  private final Rows rows;

  LogResource(Rows rows) {
    this.rows = rows;
  }

  /// Lines, newest first: `level` and above, of a `node`, containing `q`.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("DEBUG") @Pattern(regexp = "ERROR|WARN|INFO|DEBUG") String level,
      @RestQuery @DefaultValue("") String node,
      @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "lines",
        rows.list(
            "select node_id, level, logger, message, logged_at from view.log_line where "
                + RANKED.formatted("level")
                + " >= "
                + RANKED.formatted("?")
                + " and ? in ('', node_id) and position(lower(?) in lower(logger || ' ' ||"
                + " message)) > 0 order by logged_at desc, partition_no, offset_no desc limit ?"
                + " offset ?",
            level,
            node,
            q,
            page.limit(),
            page.offset()));
  }
}
