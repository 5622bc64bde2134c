package aifactory.trainer.portable;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Safetensors;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A directory as Hugging Face's library writes it: `config.json`, safetensors in one file or
/// several, tokens that begin and end texts.
final class HuggingFaceFolder {
  static final String CONFIGURATION = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String GENERATION = "generation_config.json";
  static final String TOKENIZER_USE = "tokenizer_config.json";
  private static final String INDEX = WEIGHTS + ".index.json";

  private HuggingFaceFolder() {}

  static ModelConfiguration configuration(Path directory) throws IOException {
    try {
      JsonNode json = json(directory.resolve(CONFIGURATION));
      ModelConfiguration model = ModelConfiguration.fromJson(json.toString());
      String name = directory.toAbsolutePath().normalize().getFileName().toString();
      return json.has("name") ? model : model.withContext(name, model.contextTokens());
    } catch (IllegalArgumentException e) {
      throw new RefusedModelException(directory + ": " + e.getMessage(), e);
    }
  }

  static SortedMap<String, Tensor> weights(Path directory) throws IOException {
    if (Files.exists(directory.resolve(WEIGHTS))) {
      return tensors(directory.resolve(WEIGHTS));
    }
    if (Files.exists(directory.resolve(INDEX))) {
      return shards(directory);
    }
    throw new RefusedModelException(directory + " holds no " + WEIGHTS + pickleHint(directory));
  }

  private static String pickleHint(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(ModelFiles::isPickle)
          .sorted()
          .findFirst()
          .map(name ->
              "; "
                  + name
                  + " is a pickle, which can run code when read, and never is:"
                  + " save the model as safetensors")
          .orElse("");
    }
  }

  private static SortedMap<String, Tensor> shards(Path directory) throws IOException {
    JsonNode map = json(directory.resolve(INDEX)).path("weight_map");
    SortedMap<String, Tensor> all = new TreeMap<>();
    TreeSet<String> files = new TreeSet<>();
    map.properties().forEach(entry -> files.add(entry.getValue().asText()));
    for (String file : files) {
      if (!Path.of(file).equals(Path.of(file).getFileName()) || file.isEmpty()) {
        throw new RefusedModelException(INDEX + " leads outside its directory: " + file);
      }
      if (!Files.exists(directory.resolve(file))) {
        throw new RefusedModelException(
            "tensor %s should lie in %s, which is missing".formatted(firstIn(map, file), file));
      }
      all.putAll(tensors(directory.resolve(file)));
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!all.containsKey(entry.getKey())) {
        throw new RefusedModelException(
            "tensor %s is not in %s, where the index says it is"
                .formatted(entry.getKey(), entry.getValue().asText()));
      }
    }
    return all;
  }

  private static String firstIn(JsonNode map, String file) {
    return map.properties().stream()
        .filter(entry -> entry.getValue().asText().equals(file))
        .map(Map.Entry::getKey)
        .min(String::compareTo)
        .orElse("");
  }

  private static SortedMap<String, Tensor> tensors(Path file) throws IOException {
    try {
      return Safetensors.read(file);
    } catch (IOException e) {
      throw new RefusedModelException(file.getFileName() + " is damaged", e);
    }
  }

  /// Tokens that begin and end texts, from whichever file says so.
  static TokenUse use(Path directory) throws IOException {
    JsonNode configuration = json(directory.resolve(CONFIGURATION));
    JsonNode generation = jsonIfThere(directory.resolve(GENERATION));
    JsonNode tokenizer = jsonIfThere(directory.resolve(TOKENIZER_USE));
    JsonNode end =
        generation.hasNonNull("eos_token_id")
            ? generation.get("eos_token_id")
            : configuration.path("eos_token_id");
    List<Integer> ends = new ArrayList<>();
    if (end.isInt()) {
      ends.add(end.asInt());
    }
    end.forEach(id -> ends.add(id.asInt()));
    JsonNode begin =
        generation.hasNonNull("bos_token_id")
            ? generation.get("bos_token_id")
            : configuration.path("bos_token_id");
    return new TokenUse(begin.isInt() ? begin.asInt() : null, ends, template(directory, tokenizer));
  }

  private static @Nullable String template(Path directory, JsonNode tokenizer) throws IOException {
    Path file = directory.resolve("chat_template.jinja");
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    return tokenizer.path("chat_template").isTextual()
        ? tokenizer.get("chat_template").asText()
        : null;
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new RefusedModelException(file + " is missing");
    }
    try {
      return CanonicalJson.read(Files.readString(file), JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw new RefusedModelException(file.getFileName() + " is damaged", e);
    }
  }

  private static JsonNode jsonIfThere(Path file) throws IOException {
    return Files.exists(file) ? json(file) : CanonicalJson.read("{}", JsonNode.class);
  }
}
