package aifactory.console.dashboard;

import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Rows;
import aifactory.console.node.ConsoleNode;
import aifactory.console.setting.ConsoleConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The factory in one document, from the shared picture.
@Path("/api")
public class StatusResource {
  private final LiveSections live;
  private final ConsoleConfig config;
  private final Rows rows;
  private final ObjectMapper json;
  private final ConsoleNode node;
  private final String databaseUrl;

  StatusResource(
      LiveSections live,
      ConsoleConfig config,
      Rows rows,
      ObjectMapper json,
      ConsoleNode node,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String databaseUrl) {
    this.live = live;
    this.config = config;
    this.rows = rows;
    this.json = json;
    this.node = node;
    this.databaseUrl = databaseUrl;
  }

  /// State, phase, flow, losses, aliases and nodes. `current_phase` is the last in the flow of all
  /// that goes on, which are the factory's `phases`; `idle` when nothing does.
  @GET
  @Path("/status")
  @Produces(MediaType.APPLICATION_JSON)
  public String status() {
    // As text: a JsonNode in a signature would make Quarkus generate a bean serializer for it.
    ObjectNode status = json.createObjectNode();
    JsonNode factory = section("factory");
    JsonNode job = section("job").path(0);
    status.put("status", "success");
    status.put("is_running", factory.path("is_running").asBoolean());
    JsonNode phases = factory.path("phases");
    status.put("current_phase", phases.path(phases.size() - 1).asText("idle"));
    status.put("node_id", node.nodeId());
    status.put("role", config.systemRole());
    status.set("factory", factory);
    status.set("stats", stats(factory));
    status.set("job", job);
    status.set("rejections", section("rejections"));
    status.set("aliases", section("aliases"));
    status.set("nodes", section("nodes"));
    status.set("system", system(factory.path("machine")));
    status.set("logs", json.valueToTree(rows.list(LOGS)));
    return status.toString();
  }

  /// As percentages and gigabytes, which is how clients of the reference system read them.
  private ObjectNode system(JsonNode machine) {
    double memory = machine.path("memory_bytes").asDouble();
    double available = machine.path("available_bytes").asDouble();
    ObjectNode system = json.createObjectNode();
    system.put("cpu_percent", Math.round(1000 * machine.path("cpu_load").asDouble()) / 10.0);
    system.put("ram_percent", memory == 0 ? 0 : Math.round(1000 * (1 - available / memory)) / 10.0);
    system.put("cpu_cores", Runtime.getRuntime().availableProcessors());
    system.put("total_ram_gb", Math.round(10 * memory / GB) / 10.0);
    system.put("available_ram_gb", Math.round(10 * available / GB) / 10.0);
    JsonNode profile = json.valueToTree(profile());
    system.set("suggested_model_size", profile.path("model_size"));
    system.put("suggested_max_tokens", config.maxGenerateTokens());
    return system;
  }

  private ObjectNode stats(JsonNode factory) {
    ObjectNode stats = json.createObjectNode();
    JsonNode stages = factory.path("stages");
    stages
        .fieldNames()
        .forEachRemaining(stage -> stats.set(stage, stages.path(stage).path("total")));
    for (Map<String, @Nullable Object> each : rows.list(COLLECTED)) {
      stats.set("collected_docs_" + each.get("kind"), json.valueToTree(each.get("total")));
    }
    Map<String, @Nullable Object> held = rows.first(HELD).orElseThrow();
    stats.set("total_docs", json.valueToTree(held.get("documents")));
    stats.set("dataset_size_mb", json.valueToTree(held.get("megabytes")));
    stats.put("blocked_docs", rows.number(BLOCKED));
    stats.set("active_workers", factory.path("nodes_running"));
    JsonNode training = section("training").path(0);
    stats.set("current_step", training.path("step"));
    stats.set("current_epoch", training.path("metrics").path("epoch"));
    stats.set("current_loss", training.path("loss"));
    stats.set("current_val_loss", training.path("validation_loss"));
    stats.set("best_val_loss", training.path("best_validation_loss"));
    return stats;
  }

  /// What a page or a client needs to know before it asks for more. No secrets.
  @GET
  @Path("/runtime-config")
  @Needs(value = Role.CLIENT, nobody = true)
  public Map<String, Object> runtimeConfig() {
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("db_ui_url", config.dbUiUrl().orElse(""));
    runtime.put("postgres_host", postgresHost());
    runtime.put("max_generate_tokens", config.maxGenerateTokens());
    runtime.put("system_role", config.systemRole());
    runtime.put("admin_token_required", true);
    runtime.put("use_production_model", config.useProductionModel());
    runtime.put(
        "production_checkpoint_exists",
        rows.number(
                "select count(*) from control.alias where alias = 'production' and bundle_id is not null")
            > 0);
    runtime.put("promotion_min_score", config.promotionMinScore());
    runtime.put("force_promote", config.forcePromote());
    runtime.put("auto_profile", profile());
    return runtime;
  }

  /// The name alone, without port, database and user.
  private String postgresHost() {
    return databaseUrl.replaceFirst("^.*?//(?:[^@/]*@)?(\\[[^]]*]|[^:/?]*).*$", "$1");
  }

  /// What the trainer found its machine to be, and the settings that follow.
  private Object profile() {
    return rows.first(
            "select profile from view.node where profile <> '{}' order by last_heartbeat desc limit"
                + " 1")
        .map(row -> row.get("profile"))
        .orElseGet(() -> Map.of("cpu_cores", Runtime.getRuntime().availableProcessors()));
  }

  private static final double GB = 1e9;
  private static final String LOGS =
      "select node_id, level, logger, message, logged_at from view.log_line order by logged_at desc"
          + " limit 50";

  /// As the reference system names its collections.
  private static final String COLLECTED =
      "select k.kind, coalesce(sum(a.total), 0)::bigint as total from (values ('wiki', 'wikipedia'),"
          + " ('web', 'web'), ('web', 'sitemap'), ('web', 'git'), ('web', 'discovery'), ('web',"
          + " 'warc'), ('rss', 'feed'), ('news', 'news'), ('news', 'hackernews'), ('arxiv', 'arxiv'),"
          + " ('docs', 'docs')) k (kind, source_kind) left join view.source s on s.kind = k.source_kind left"
          + " join view.accepted_count a using (source_id) group by k.kind order by k.kind";

  private static final String HELD =
      "select coalesce(sum(total), 0)::bigint as documents, round(coalesce(sum(utf8_bytes), 0) / 1e6,"
          + " 3) as megabytes from view.held_count";
  private static final String BLOCKED =
      "select coalesce(sum(total), 0)::bigint from view.rejection_count where reason ="
          + " 'POLICY_FORBIDS'";

  private JsonNode section(String name) {
    try {
      return json.readTree(live.section(name));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sections are always JSON", e);
    }
  }
}
