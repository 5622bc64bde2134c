package aifactory.console.dashboard;

import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// The settings in force in every service and where each comes from. Secrets are named, never
/// shown.
@Path("/api/configuration")
public class ConfigurationResource {
  private final Rows rows;

  ConfigurationResource(Rows rows) {
    this.rows = rows;
  }

  /// Settings of the nodes that there are, each with its value and origin; `service`, `node_id`,
  /// `origin` and `q` (a part of the variable's or the property's name) filter.
  @GET
  @Needs(Role.ADMIN)
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String service,
      @RestQuery("node_id") @DefaultValue("") String node,
      @RestQuery @DefaultValue("") String origin,
      @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "settings",
        rows.list(
            """
            select told.service, told.node_id, each.*, told.configured_at
            from view.node_settings told
            join view.node using (node_id)
            cross join lateral jsonb_to_recordset(told.settings)
              as each(environment text, name text, value text, secret boolean, set boolean, origin text)
            where ? in ('', told.service) and ? in ('', told.node_id) and ? in ('', each.origin)
              and (position(lower(?) in lower(each.environment)) > 0 or position(lower(?) in each.name) > 0)
            order by told.service, told.node_id, each.environment limit ? offset ?
            """,
            service,
            node,
            origin,
            q,
            q,
            page.limit(),
            page.offset()));
  }
}
