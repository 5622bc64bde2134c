package aifactory.inference.rest;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.answer.ModelNames;
import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.ModelLease;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.bundle.SlotState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ollama's `/api/tags` and `/api/show`: what is served, in its words.
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OllamaModels {
  private final ModelSlot slot;
  private final ModelNames names;

  public OllamaModels(ModelSlot slot, Aliases aliases) {
    this.slot = slot;
    this.names = new ModelNames(aliases);
  }

  @GET
  @Path("/tags")
  public Map<String, Object> tags() {
    try (ModelLease lease = slot.lease().orElse(null)) {
      if (lease == null) {
        return Map.of("models", List.of());
      }
      String bundle = lease.model().bundleId();
      Map<String, Object> details = details(lease.model().configuration());
      List<Map<String, Object>> models =
          names.of(bundle).stream()
              .map(name ->
                  Map.<String, Object>of(
                      "name",
                      name + ":latest",
                      "model",
                      name + ":latest",
                      "modified_at",
                      since().toString(),
                      "size",
                      lease.model().configuration().parameters() * Float.BYTES,
                      "digest",
                      bundle,
                      "details",
                      details))
              .toList();
      return Map.of("models", models);
    }
  }

  @POST
  @Path("/show")
  public Map<String, Object> show(byte @Nullable [] bytes) {
    JsonBody body = JsonBody.parse(bytes);
    String given = body.text("model") == null ? body.text("name") : body.text("model");
    String asked = OllamaRequests.model(given);
    try (ModelLease lease = slot.lease().orElse(null)) {
      if (lease == null || asked == null || !names.of(lease.model().bundleId()).contains(asked)) {
        throw new RequestRefusedException(
            Reason.MODEL_NOT_FOUND, "model", "model '%s' is not served here".formatted(asked));
      }
      GenerationConfiguration shape = lease.model().configuration();
      String template = shape.chatTemplate();
      return Map.of(
          "modelfile",
          "FROM " + lease.model().bundleId(),
          "parameters",
          "",
          "template",
          template == null ? "" : template,
          "details",
          details(shape),
          "model_info",
          Map.of(
              "general.architecture", "llama",
              "general.parameter_count", shape.parameters(),
              "llama.context_length", lease.model().window(),
              "llama.block_count", shape.layers()),
          "capabilities",
          List.of("completion"));
    }
  }

  private Instant since() {
    return slot.state() instanceof SlotState.Serving serving ? serving.since() : Instant.EPOCH;
  }

  private static Map<String, Object> details(GenerationConfiguration shape) {
    return Map.of(
        "parent_model", "",
        "format", "onnx",
        "family", "llama",
        "families", List.of("llama"),
        "parameter_size", "%.1fM".formatted(shape.parameters() / 1e6),
        "quantization_level", "");
  }
}
