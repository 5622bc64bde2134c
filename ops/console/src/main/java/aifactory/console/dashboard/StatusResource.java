package aifactory.console.dashboard;

import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Rows;
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

/// The factory in one document, from the shared picture.
@Path("/api")
public class StatusResource {
  private final LiveSections live;
  private final ConsoleConfig config;
  private final Rows rows;
  private final ObjectMapper json;

  StatusResource(LiveSections live, ConsoleConfig config, Rows rows, ObjectMapper json) {
    this.live = live;
    this.config = config;
    this.rows = rows;
    this.json = json;
  }

  /// State, phase, flow, losses, aliases and nodes.
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
    status.put("current_phase", job.path("phase").asText("idle"));
    status.put("role", config.systemRole());
    status.set("factory", factory);
    status.set("stats", stats(factory, job));
    status.set("job", job);
    status.set("rejections", section("rejections"));
    status.set("aliases", section("aliases"));
    status.set("nodes", section("nodes"));
    ObjectNode system = status.putObject("system");
    system.put("cpu_cores", Runtime.getRuntime().availableProcessors());
    return status.toString();
  }

  private ObjectNode stats(JsonNode factory, JsonNode job) {
    ObjectNode stats = json.createObjectNode();
    JsonNode stages = factory.path("stages");
    stages
        .fieldNames()
        .forEachRemaining(stage -> stats.set(stage, stages.path(stage).path("total")));
    stats.set("current_step", job.path("step"));
    stats.set("current_epoch", job.path("metrics").path("epoch"));
    stats.set("current_loss", job.path("metrics").path("loss"));
    stats.set("current_val_loss", job.path("metrics").path("validationLoss"));
    double best = Double.NaN;
    for (JsonNode point : section("curve")) {
      JsonNode loss = point.path("validation_loss");
      if (loss.isNumber() && !(loss.asDouble() >= best)) {
        best = loss.asDouble();
      }
    }
    if (!Double.isNaN(best)) {
      stats.put("best_val_loss", best);
    }
    return stats;
  }

  /// What a page or a client needs to know before it asks for more. No secrets.
  @GET
  @Path("/runtime-config")
  @Needs(value = Role.CLIENT, nobody = true)
  public Map<String, Object> runtimeConfig() {
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("max_generate_tokens", config.maxGenerateTokens());
    runtime.put("system_role", config.systemRole());
    runtime.put("admin_token_required", true);
    runtime.put("use_production_model", config.useProductionModel());
    runtime.put(
        "production_checkpoint_exists",
        rows.number("select count(*) from control.alias where alias = 'production'") > 0);
    runtime.put("promotion_min_score", config.promotionMinScore());
    runtime.put("force_promote", config.forcePromote());
    runtime.put("auto_profile", profile());
    return runtime;
  }

  /// What the trainer found its machine to be, and the settings that follow.
  private Object profile() {
    return rows.first(
            "select profile from view.node where profile <> '{}' order by last_heartbeat desc limit"
                + " 1")
        .map(row -> row.get("profile"))
        .orElseGet(() -> Map.of("cpu_cores", Runtime.getRuntime().availableProcessors()));
  }

  private JsonNode section(String name) {
    try {
      return json.readTree(live.section(name));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sections are always JSON", e);
    }
  }
}
