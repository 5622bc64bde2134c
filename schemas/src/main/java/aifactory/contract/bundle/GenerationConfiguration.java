package aifactory.contract.bundle;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `generation_config.json`: what a server must know to run the graph. Names are Hugging Face's
/// where it has one.
///
/// @param contextTokens context window, the S of [DecoderGraph]
/// @param bosTokenId token put before every prompt; null = none
/// @param eosTokenIds tokens that end an answer
/// @param chatTemplate Jinja template; null = the model was not taught a chat form
@JsonIgnoreProperties(ignoreUnknown = true)
public record GenerationConfiguration(
    @JsonProperty("model_name") String modelName,
    @JsonProperty("parameters") long parameters,
    @JsonProperty("vocab_size") int vocabularySize,
    @JsonProperty("max_position_embeddings") int contextTokens,
    @JsonProperty("num_hidden_layers") int layers,
    @JsonProperty("num_key_value_heads") int keyValueHeads,
    @JsonProperty("head_dim") int headWidth,
    @JsonProperty("bos_token_id") @Nullable Integer bosTokenId,
    @JsonProperty("eos_token_id") List<Integer> eosTokenIds,
    @JsonProperty("chat_template") @Nullable String chatTemplate) {

  /// Reads it from a bundle directory.
  public static GenerationConfiguration read(Path bundle) {
    Path file = bundle.resolve(BundleLayout.GENERATION);
    try {
      return CanonicalJson.read(Files.readString(file), GenerationConfiguration.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
