package aifactory.trainer.model;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Dimensions of a Llama-style decoder, under Hugging Face's `config.json` names in JSON.
///
/// @param name name of the preset or family, such as `nano`
/// @param vocabularySize V
/// @param width D
/// @param layers number of blocks
/// @param heads H, query heads
/// @param keyValueHeads K; each serves H/K query heads (grouped-query attention)
/// @param feedForwardWidth F of the gated feed-forward
/// @param contextTokens S, the longest row
/// @param ropeTheta base of the rotary wavelengths
/// @param normEpsilon added to the mean square before the root
/// @param tiedEmbeddings whether the head is the transposed embedding
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelConfiguration(
    @JsonProperty("name") String name,
    @JsonProperty("vocab_size") int vocabularySize,
    @JsonProperty("hidden_size") int width,
    @JsonProperty("num_hidden_layers") int layers,
    @JsonProperty("num_attention_heads") int heads,
    @JsonProperty("num_key_value_heads") int keyValueHeads,
    @JsonProperty("intermediate_size") int feedForwardWidth,
    @JsonProperty("max_position_embeddings") int contextTokens,
    @JsonProperty("rope_theta") double ropeTheta,
    @JsonProperty("rms_norm_eps") double normEpsilon,
    @JsonProperty("tie_word_embeddings") boolean tiedEmbeddings) {

  /// Checks that the dimensions fit together and names every one that does not.
  public ModelConfiguration {
    List<String> problems = new ArrayList<>();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("vocab_size", vocabularySize);
    sizes.put("hidden_size", width);
    sizes.put("num_hidden_layers", layers);
    sizes.put("num_attention_heads", heads);
    sizes.put("num_key_value_heads", keyValueHeads);
    sizes.put("intermediate_size", feedForwardWidth);
    sizes.put("max_position_embeddings", contextTokens);
    sizes.forEach((key, value) -> {
      if (value <= 0) {
        problems.add(key + " must be positive, is " + value);
      }
    });
    if (problems.isEmpty()) {
      if (width % heads != 0 || width / heads % 2 != 0) {
        problems.add("hidden_size " + width + " does not split into " + heads + " even heads");
      }
      if (heads % keyValueHeads != 0) {
        problems.add(heads + " heads cannot share " + keyValueHeads + " key/value heads");
      }
    }
    if (!(ropeTheta > 1) || !(normEpsilon > 0)) {
      problems.add("rope_theta must exceed 1 and rms_norm_eps 0");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("model " + name + ": " + String.join("; ", problems));
    }
  }

  /// The model of a first minute: 1.05 M parameters at a vocabulary of 2,048. Two query heads share
  /// one key/value head; what that saves goes to the feed-forward (F = 3·D instead of 8/3·D), as in
  /// Llama 2's grouped-query sizes.
  public static ModelConfiguration nano(int vocabularySize) {
    return new ModelConfiguration(
        "nano", vocabularySize, 128, 4, 4, 2, 384, 256, 10_000, 1e-5, true);
  }

  /// Reads `config.json`.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  public static ModelConfiguration fromJson(String json) {
    return CanonicalJson.read(json, ModelConfiguration.class);
  }

  /// `config.json`, canonical.
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("model_type", "llama");
    json.put("architectures", List.of("LlamaForCausalLM"));
    json.put("hidden_act", "silu");
    json.put("torch_dtype", "float32");
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", width);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyValueHeads);
    json.put("head_dim", headWidth());
    json.put("intermediate_size", feedForwardWidth);
    json.put("max_position_embeddings", contextTokens);
    json.put("rope_theta", ropeTheta);
    json.put("rms_norm_eps", normEpsilon);
    json.put("tie_word_embeddings", tiedEmbeddings);
    return CanonicalJson.write(json);
  }

  /// E = D / H.
  public int headWidth() {
    return width / heads;
  }

  /// Exact number of trained numbers.
  public long parameters() {
    return ParameterLayout.of(this).stream().mapToLong(ParameterLayout::elements).sum();
  }
}
