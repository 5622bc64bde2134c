package aifactory.trainer.export;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Safetensors;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import aifactory.trainer.portable.TokenUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a directory that Hugging Face's library loads.
public final class HuggingFaceExporter implements ModelExporter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final boolean half;

  /// @param half whether numbers are stored in 16 bits
  public HuggingFaceExporter(boolean half) {
    this.half = half;
  }

  @Override
  public void write(PortableModel model, Path directory) throws IOException {
    Safetensors.Type type = half ? Safetensors.Type.F16 : Safetensors.Type.F32;
    Safetensors.write(
        directory.resolve("model.safetensors"), model.weights(), Map.of("format", "pt"), type);
    Files.writeString(directory.resolve("config.json"), configuration(model));
    Files.writeString(directory.resolve("tokenizer.json"), model.tokenizerJson());
    Files.writeString(
        directory.resolve("generation_config.json"), pretty(tokens(model.use(), true)));
    Files.writeString(directory.resolve("tokenizer_config.json"), pretty(tokenizer(model)));
  }

  private String configuration(PortableModel model) {
    ObjectNode json = (ObjectNode) CanonicalJson.read(model.model().toJson(), JsonNode.class);
    json.put("torch_dtype", half ? "float16" : "float32");
    tokens(model.use(), false).forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
    return json.toPrettyString() + "\n";
  }

  private static Map<String, @Nullable Object> tokens(TokenUse use, boolean marked) {
    Map<String, @Nullable Object> tokens = new LinkedHashMap<>();
    if (marked) {
      tokens.put("_from_model_config", true);
    }
    tokens.put("bos_token_id", use.beginId());
    if (use.endIds().size() == 1) {
      tokens.put("eos_token_id", use.endIds().getFirst());
    } else if (!use.endIds().isEmpty()) {
      tokens.put("eos_token_id", use.endIds());
    }
    return tokens;
  }

  private static Map<String, @Nullable Object> tokenizer(PortableModel model) {
    TokenTexts texts = new TokenTexts(model.tokenizerJson());
    TokenUse use = model.use();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("tokenizer_class", "PreTrainedTokenizerFast");
    json.put("model_max_length", model.model().contextTokens());
    json.put("clean_up_tokenization_spaces", false);
    Optional.ofNullable(use.beginId())
        .flatMap(texts::of)
        .ifPresent(text -> json.put("bos_token", text));
    use.endIds().stream()
        .findFirst()
        .flatMap(texts::of)
        .ifPresent(text -> json.put("eos_token", text));
    if (use.chatTemplate() != null) {
      json.put("chat_template", use.chatTemplate());
    }
    return json;
  }

  private static String pretty(Map<String, @Nullable Object> json) {
    return JSON.valueToTree(json).toPrettyString() + "\n";
  }

  @Override
  public NextToken open(Path directory, int threads) throws IOException {
    PortableModel read = ModelFiles.read(directory, Optional.empty());
    return new TrainerNextToken(read.model(), read.weights(), threads);
  }
}
