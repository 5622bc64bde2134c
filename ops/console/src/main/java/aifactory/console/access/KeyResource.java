package aifactory.console.access;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// API keys, and who did what.
@Path("/api")
public class KeyResource {
  private final ApiKeys keys;
  private final Caller caller;
  private final Rows rows;

  KeyResource(ApiKeys keys, Caller caller, Rows rows) {
    this.keys = keys;
    this.caller = caller;
    this.rows = rows;
  }

  /// Keys ever issued, newest first; never the keys themselves. `role` filters.
  @GET
  @Path("/keys")
  @Needs(Role.ADMIN)
  public Map<String, Object> list(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String role) {
    return Map.of(
        "status",
        "success",
        "keys",
        rows.list(
            "select key_id, name, role, requests_per_minute, expires_at, revoked, revoked or"
                + " coalesce(expires_at < now(), false) as ended, actor, issued_at from"
                + " control.api_key where ? in ('', role) order by issued_at desc, key_id limit ?"
                + " offset ?",
            role,
            page.limit(),
            page.offset()));
  }

  /// Issues a key. The answer is the only place where it is ever seen.
  @POST
  @Path("/keys")
  public Map<String, Object> issue(@NotNull @Valid KeyOrder order) {
    return shown(keys.issue(order, caller.name()));
  }

  /// Ends a key and issues another with the same rights.
  @POST
  @Path("/keys/{keyId}/rotate")
  public Map<String, Object> rotate(@RestPath String keyId) {
    return shown(keys.rotate(keyId, caller.name()));
  }

  /// Ends a key at once, and every session opened with it.
  @POST
  @Path("/keys/{keyId}/revoke")
  public Map<String, Object> revoke(@RestPath String keyId) {
    keys.revoke(keyId, caller.name());
    return Map.of("status", "success", "message", "key revoked", "key_id", keyId);
  }

  /// Every attempt to change something, newest first; `actor` and `path` (a part of it) filter.
  @GET
  @Path("/audit")
  @Needs(Role.ADMIN)
  public Map<String, Object> audit(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String actor,
      @RestQuery @DefaultValue("") String path) {
    return Map.of(
        "status",
        "success",
        "entries",
        rows.list(
            "select at, actor, remote, method, path, status from control.audit where ? in ('',"
                + " actor) and position(? in path) > 0 order by at desc, id desc limit ? offset ?",
            actor,
            path,
            page.limit(),
            page.offset()));
  }

  private static Map<String, Object> shown(ApiKeys.Issued issued) {
    return Map.of(
        "status",
        "success",
        "message",
        "shown this once",
        "key_id",
        issued.keyId(),
        "key",
        issued.key());
  }
}
