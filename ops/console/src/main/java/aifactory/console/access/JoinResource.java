package aifactory.console.access;

import aifactory.console.problem.ProblemException;
import aifactory.console.setting.ConsoleConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How another machine becomes a worker: an administrator makes a token, the worker shows it and is
/// told where the broker and the registry are. Nobody is ever told how to get at the database:
/// workers have no use for it.
@Path("/api")
public class JoinResource {
  private static final String TOKEN = "x-join-token";
  private static final int ID_LETTERS = 8;

  private final JoinTokens tokens;
  private final Gatekeeper gatekeeper;
  private final ConsoleConfig config;
  private final AuditLedger audit;
  private final Caller caller;
  private final RoutingContext routing;

  JoinResource(
      JoinTokens tokens,
      Gatekeeper gatekeeper,
      ConsoleConfig config,
      AuditLedger audit,
      Caller caller,
      RoutingContext routing) {
    this.audit = audit;
    this.tokens = tokens;
    this.gatekeeper = gatekeeper;
    this.config = config;
    this.caller = caller;
    this.routing = routing;
  }

  /// Makes a token. The answer is the only place where it is ever seen.
  @POST
  @Path("/join-tokens")
  public Map<String, Object> issue(@NotNull @Valid JoinOrder order) {
    JoinTokens.Issued issued = tokens.issue(order, caller.name());
    return Map.of(
        "status", "success",
        "message", "shown this once",
        "token_id", issued.tokenId(),
        "token", issued.token(),
        "expires_at", issued.expiresAt());
  }

  /// What a worker needs to know, for a token in the header `x-join-token`. Using it up is the
  /// point.
  @GET
  @Path("/bootstrap")
  @Needs(value = Role.CLIENT, nobody = true)
  public Map<String, Object> bootstrap(@HeaderParam(TOKEN) @Nullable String token) {
    if (token == null || token.isBlank()) {
      throw ProblemException.invalid(TOKEN, "the header with the join token is missing");
    }
    String address = String.valueOf(routing.request().remoteAddress().hostAddress());
    AuditLedger.Attempt joining =
        new AuditLedger.Attempt(
            "join:" + JoinTokens.idOf(token.strip()), address, "GET", "/api/bootstrap");
    if (!gatekeeper.hears(address)) {
      throw new ProblemException(
          429, "TOO_MANY_WRONG_TOKENS", "too many wrong tokens; wait a minute");
    }
    long entry = audit.begun(joining);
    if (!tokens.use(token.strip())) {
      gatekeeper.wrong(address);
      audit.answered(entry, joining, 403);
      throw new ProblemException(
          403, "JOIN_TOKEN_WRONG", "that join token is unknown, used up or too old");
    }
    audit.answered(entry, joining, 200);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", "success");
    told.put("system_role", "worker");
    told.put("node_id", "worker-" + UUID.randomUUID().toString().substring(0, ID_LETTERS));
    told.put("services", "crawler");
    told.put("kafka_bootstrap_servers", config.kafkaBootstrapServers());
    told.put("schema_registry_url", config.schemaRegistryUrl());
    return told;
  }
}
