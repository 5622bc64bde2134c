package aifactory.trainer.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `config.json` of Hugging Face, for the families that this code computes; everything else is
/// refused by its name.
final class ModelConfigurationJson {
  private static final String LLAMA = "llama";
  private static final String MISTRAL = "mistral";
  private static final String QWEN2 = "qwen2";
  private static final String QWEN3 = "qwen3";
  private static final Map<String, String> ARCHITECTURES =
      Map.of(
          LLAMA, "LlamaForCausalLM",
          MISTRAL, "MistralForCausalLM",
          QWEN2, "Qwen2ForCausalLM",
          QWEN3, "Qwen3ForCausalLM");
  private static final double DEFAULT_THETA = 10_000;

  private ModelConfigurationJson() {}

  static ModelConfiguration read(JsonNode json) {
    String family = json.path("model_type").asText(LLAMA);
    refuseUnknown(json, family);
    int heads = required(json, "num_attention_heads");
    int width = required(json, "hidden_size");
    JsonNode rope = rope(json);
    return new ModelConfiguration(
        json.path("name").asText(family),
        required(json, "vocab_size"),
        width,
        required(json, "num_hidden_layers"),
        heads,
        present(json, "num_key_value_heads") ? required(json, "num_key_value_heads") : heads,
        required(json, "intermediate_size"),
        required(json, "max_position_embeddings"),
        rope.path("rope_theta").asDouble(json.path("rope_theta").asDouble(DEFAULT_THETA)),
        json.path("rms_norm_eps").asDouble(1e-6),
        json.path("tie_word_embeddings").asBoolean(false),
        attention(json, family, heads > 0 && width % heads == 0 ? width / heads : 0, rope));
  }

  private static Attention attention(
      JsonNode json, String family, int widthPerHead, JsonNode rope) {
    int headWidth = present(json, "head_dim") ? required(json, "head_dim") : widthPerHead;
    boolean biases = family.equals(QWEN2) || json.path("attention_bias").asBoolean(false);
    return new Attention(
        headWidth, biases, family.equals(QWEN3), window(json, family), scaling(json, rope));
  }

  private static void refuseUnknown(JsonNode json, String family) {
    List<String> problems = new ArrayList<>();
    if (!ARCHITECTURES.containsKey(family)) {
      problems.add(
          "model_type '%s' is not known; known are llama, mistral, qwen2, qwen3".formatted(family));
    }
    String activation = json.path("hidden_act").asText("silu");
    if (!activation.equals("silu")) {
      problems.add("hidden_act '" + activation + "' is not known; known is silu");
    }
    if (json.path("mlp_bias").asBoolean(false)) {
      problems.add("mlp_bias is not known");
    }
    if (json.path("partial_rotary_factor").asDouble(1) != 1) {
      problems.add("partial_rotary_factor is not known");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("config.json: " + String.join("; ", problems));
    }
  }

  /// Newer files say `rope_parameters`, older ones `rope_scaling` beside `rope_theta`.
  private static JsonNode rope(JsonNode json) {
    return present(json, "rope_parameters")
        ? json.get("rope_parameters")
        : json.path("rope_scaling");
  }

  private static @Nullable RopeScaling scaling(JsonNode json, JsonNode rope) {
    String kind = rope.path("rope_type").asText(rope.path("type").asText("default"));
    if (kind.equals("default")) {
      return null;
    }
    if (kind.equals(RopeScaling.LINEAR)) {
      return RopeScaling.linear(rope.path("factor").asDouble(1));
    }
    int context = json.path("max_position_embeddings").asInt();
    return new RopeScaling(
        kind,
        rope.path("factor").asDouble(1),
        rope.path("low_freq_factor").asDouble(1),
        rope.path("high_freq_factor").asDouble(4),
        rope.path("original_max_position_embeddings").asInt(context));
  }

  private static int window(JsonNode json, String family) {
    boolean qwen = family.equals(QWEN2) || family.equals(QWEN3);
    if (!present(json, "sliding_window")
        || (qwen && !json.path("use_sliding_window").asBoolean(false))) {
      return 0;
    }
    int layers = json.path("num_hidden_layers").asInt();
    boolean someOnly = qwen && json.path("max_window_layers").asInt(0) > 0;
    for (JsonNode kind : json.path("layer_types")) {
      someOnly |= !kind.asText().equals("sliding_attention");
    }
    if (someOnly && json.path("max_window_layers").asInt(0) < layers) {
      throw new IllegalArgumentException(
          "config.json: a sliding window in some layers only is not known");
    }
    return someOnly ? 0 : required(json, "sliding_window");
  }

  private static boolean present(JsonNode json, String field) {
    return json.hasNonNull(field);
  }

  private static int required(JsonNode json, String field) {
    if (!json.path(field).canConvertToInt()) {
      throw new IllegalArgumentException(
          "config.json: " + field + " must be a whole number, is " + json.path(field));
    }
    return json.path(field).asInt();
  }

  static Map<String, Object> write(ModelConfiguration model) {
    Attention attention = model.attention();
    String family = family(model);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("model_type", family);
    json.put("architectures", List.of(ARCHITECTURES.getOrDefault(family, family)));
    json.put("hidden_act", "silu");
    json.put("torch_dtype", "float32");
    json.put("vocab_size", model.vocabularySize());
    json.put("hidden_size", model.width());
    json.put("num_hidden_layers", model.layers());
    json.put("num_attention_heads", model.heads());
    json.put("num_key_value_heads", model.keyValueHeads());
    json.put("head_dim", model.headWidth());
    json.put("intermediate_size", model.feedForwardWidth());
    json.put("max_position_embeddings", model.contextTokens());
    json.put("rope_theta", model.ropeTheta());
    json.put("rms_norm_eps", model.normEpsilon());
    json.put("tie_word_embeddings", model.tiedEmbeddings());
    if (attention.biases() && family.equals(QWEN3)) {
      json.put("attention_bias", true);
    }
    if (attention.window() > 0) {
      json.put("sliding_window", attention.window());
      if (!family.equals(MISTRAL)) {
        json.put("use_sliding_window", true);
        json.put("max_window_layers", 0);
      }
    } else if (family.equals(MISTRAL)) {
      json.put("sliding_window", null);
    }
    RopeScaling scaling = attention.scaling();
    if (scaling != null) {
      json.put("rope_scaling", write(scaling));
    }
    return json;
  }

  private static Map<String, Object> write(RopeScaling scaling) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rope_type", scaling.kind());
    json.put("factor", scaling.factor());
    if (scaling.kind().equals(RopeScaling.LLAMA3)) {
      json.put("low_freq_factor", scaling.lowFrequencyFactor());
      json.put("high_freq_factor", scaling.highFrequencyFactor());
      json.put("original_max_position_embeddings", scaling.originalContext());
    }
    return json;
  }

  /// The family whose published code computes exactly this.
  static String family(ModelConfiguration model) {
    Attention attention = model.attention();
    if (attention.normedHeads()) {
      return QWEN3;
    }
    if (attention.biases()) {
      return QWEN2;
    }
    return attention.window() > 0 ? MISTRAL : LLAMA;
  }
}
