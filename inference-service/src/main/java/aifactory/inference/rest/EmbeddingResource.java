package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.Embedding.Embedded;
import aifactory.inference.embed.InstalledEmbedding;
import aifactory.inference.embed.Vectors;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/v1/embeddings`: vectors of texts, as numbers or, as OpenAI's clients ask, as base64 of
/// little-endian floats.
@Path("/v1/embeddings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EmbeddingResource {
  private static final int MAX_TEXTS = 2048;

  private final Optional<Embedding> embedding;

  public EmbeddingResource(InstalledEmbedding installed) {
    this.embedding = installed.model();
  }

  record Vector(String object, int index, Object embedding) {}

  record Usage(
      @JsonProperty("prompt_tokens") int promptTokens,
      @JsonProperty("total_tokens") int totalTokens) {}

  record Response(String object, List<Vector> data, String model, Usage usage) {}

  @POST
  public Response embed(byte @Nullable [] bytes) {
    JsonBody body = JsonBody.parse(bytes);
    String asked = body.text("model");
    Embedding model =
        embedding
            .filter(known -> asked == null || isName(asked, known))
            .orElseThrow(() -> unknown(asked));
    int dimensions = body.integer("dimensions", 1, model.dimensions()).orElse(model.dimensions());
    String format = body.text("encoding_format");
    if (format != null && !format.equals("float") && !format.equals("base64")) {
      throw JsonBody.wrong("encoding_format", "must be float or base64");
    }
    List<Vector> vectors = new ArrayList<>();
    int tokens = 0;
    for (String text : texts(body)) {
      Embedded embedded = model.embed(text);
      float[] vector = Vectors.shortened(embedded.vector(), dimensions);
      Object written = "base64".equals(format) ? base64(vector) : vector;
      vectors.add(new Vector("embedding", vectors.size(), written));
      tokens += embedded.tokens();
    }
    return new Response("list", vectors, model.name(), new Usage(tokens, tokens));
  }

  private static boolean isName(String asked, Embedding known) {
    return asked.equals(known.name()) || asked.equals("embedding");
  }

  private RequestRefusedException unknown(@Nullable String asked) {
    String served = embedding.map(Embedding::name).orElse("none (EMBEDDING_MODEL is not set)");
    return new RequestRefusedException(
        Reason.MODEL_NOT_FOUND,
        "model",
        "embedding model '%s' is not served here; served: %s".formatted(asked, served));
  }

  private static List<String> texts(JsonBody body) {
    JsonNode input = body.field("input");
    if (input != null && input.isTextual()) {
      return List.of(input.textValue());
    }
    if (input == null || !input.isArray() || input.isEmpty() || input.size() > MAX_TEXTS) {
      throw JsonBody.wrong("input", "must be a string or a list of 1 to %d".formatted(MAX_TEXTS));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : input) {
      if (!text.isTextual()) {
        throw JsonBody.wrong("input", "must hold strings; tokens depend on the model");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
