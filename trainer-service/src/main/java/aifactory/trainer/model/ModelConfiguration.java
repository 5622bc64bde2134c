package aifactory.trainer.model;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Dimensions of a Llama-style decoder, under Hugging Face's `config.json` names in JSON. Llama,
/// Mistral, Qwen2 and Qwen3 differ in their attention only.
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
/// @param attention head width and what is not plain Llama
public record ModelConfiguration(
    String name,
    int vocabularySize,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int feedForwardWidth,
    int contextTokens,
    double ropeTheta,
    double normEpsilon,
    boolean tiedEmbeddings,
    Attention attention) {

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
      int headWidth = attention.headWidth();
      if (headWidth <= 0 || headWidth % 2 != 0) {
        problems.add("hidden_size " + width + " does not split into " + heads + " even heads");
      }
      if (heads % keyValueHeads != 0) {
        problems.add(heads + " heads cannot share " + keyValueHeads + " key/value heads");
      }
    }
    if (attention.window() < 0) {
      problems.add("sliding_window must not be negative, is " + attention.window());
    }
    if (!(ropeTheta > 1) || !(normEpsilon > 0)) {
      problems.add("rope_theta must exceed 1 and rms_norm_eps 0");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("model " + name + ": " + String.join("; ", problems));
    }
  }

  /// A plain Llama.
  public ModelConfiguration(
      String name,
      int vocabularySize,
      int width,
      int layers,
      int heads,
      int keyValueHeads,
      int feedForwardWidth,
      int contextTokens,
      double ropeTheta,
      double normEpsilon,
      boolean tiedEmbeddings) {
    this(
        name,
        vocabularySize,
        width,
        layers,
        heads,
        keyValueHeads,
        feedForwardWidth,
        contextTokens,
        ropeTheta,
        normEpsilon,
        tiedEmbeddings,
        Attention.plain(heads > 0 && width % heads == 0 ? width / heads : 0));
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
    return ModelConfigurationJson.read(CanonicalJson.read(json, JsonNode.class));
  }

  /// `config.json`, canonical.
  public String toJson() {
    return CanonicalJson.write(ModelConfigurationJson.write(this));
  }

  /// The same model with another name and window.
  public ModelConfiguration withContext(String otherName, int otherContextTokens) {
    return new ModelConfiguration(
        otherName,
        vocabularySize,
        width,
        layers,
        heads,
        keyValueHeads,
        feedForwardWidth,
        otherContextTokens,
        ropeTheta,
        normEpsilon,
        tiedEmbeddings,
        attention);
  }

  /// Whether the window of attention is shorter than the context, so that it is felt.
  public boolean slides() {
    return attention.window() > 0 && attention.window() < contextTokens;
  }

  /// E; D / H where nothing else is said.
  public int headWidth() {
    return attention.headWidth();
  }

  /// H·E, what the query has for every token.
  public int queryWidth() {
    return heads * headWidth();
  }

  /// Floating-point operations of one token of a step, forward and back: six for each weight that
  /// it is multiplied with and for attention twelve per layer, width and position (Chowdhery et
  /// al., "PaLM", 2022, appendix B).
  ///
  /// @param rowTokens T, of which a token sees half on average
  public double trainingOperationsPerToken(int rowTokens) {
    long looked = tiedEmbeddings ? 0 : (long) vocabularySize * width; // looked up, not computed
    return 6.0 * (parameters() - looked) + 12.0 * layers * width * rowTokens / 2;
  }

  /// Exact number of trained numbers.
  public long parameters() {
    return ParameterLayout.of(this).stream().mapToLong(ParameterLayout::elements).sum();
  }
}
