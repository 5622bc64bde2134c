package aifactory.inference.rest;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.answer.Models;
import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ollama's `/api/tags` and `/api/show`: what is served, in its words.
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OllamaModels {
  private final Models models;

  public OllamaModels(Models models) {
    this.models = models;
  }

  @GET
  @Path("/tags")
  public Map<String, Object> tags() {
    List<Map<String, Object>> tags = new ArrayList<>();
    models
        .named()
        .forEach((name, bundle) ->
            models
                .shape(bundle)
                .ifPresent(shape -> tags.add(tag(name + ":latest", bundle, shape))));
    return Map.of("models", tags);
  }

  private Map<String, Object> tag(String name, String bundle, GenerationConfiguration shape) {
    return Map.of(
        "name",
        name,
        "model",
        name,
        "modified_at",
        models.servingSince().toString(),
        "size",
        shape.parameters() * Float.BYTES,
        "digest",
        bundle,
        "details",
        details(shape));
  }

  @POST
  @Path("/show")
  public Map<String, Object> show(byte @Nullable [] bytes) {
    JsonBody body = JsonBody.parse(bytes);
    String given = body.text("model") == null ? body.text("name") : body.text("model");
    String asked = OllamaRequests.model(given);
    if (asked == null) {
      throw JsonBody.wrong("model", "must name a model");
    }
    String bundle = models.bundleOf(asked);
    GenerationConfiguration shape =
        models
            .shape(bundle)
            .orElseThrow(() ->
                new RequestRefusedException(
                    Reason.MODEL_NOT_LOADED, "model", "bundle %s is damaged".formatted(bundle)));
    String template = shape.chatTemplate();
    return Map.of(
        "modelfile",
        "FROM " + bundle,
        "parameters",
        "",
        "template",
        template == null ? "" : template,
        "details",
        details(shape),
        "model_info",
        information(shape),
        "capabilities",
        List.of("completion", "tools"));
  }

  private static Map<String, Object> information(GenerationConfiguration shape) {
    return Map.of(
        "general.architecture", "llama",
        "general.parameter_count", shape.parameters(),
        "llama.context_length", shape.contextTokens(),
        "llama.block_count", shape.layers());
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
