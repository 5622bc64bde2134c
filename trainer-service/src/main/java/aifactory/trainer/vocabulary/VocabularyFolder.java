package aifactory.trainer.vocabulary;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds and reads whatever tokenizer a file is or a directory holds.
public final class VocabularyFolder {
  private static final String JSON = "tokenizer.json";
  private static final String SENTENCE_PIECE = "tokenizer.model";
  private static final String LLAMA2C = "tokenizer.bin";

  private VocabularyFolder() {}

  /// The `tokenizer.json` of a directory, made from its other files where it has none itself.
  public static Optional<String> in(Path directory) throws IOException {
    for (String name : List.of(JSON, SENTENCE_PIECE, LLAMA2C)) {
      if (Files.isRegularFile(directory.resolve(name))) {
        return Optional.of(of(directory.resolve(name)));
      }
    }
    if (Files.exists(directory.resolve("vocab.json"))
        && Files.exists(directory.resolve("merges.txt"))) {
      return Optional.of(pairs(directory));
    }
    return Optional.empty();
  }

  /// The `tokenizer.json` that a file is or stands for, or that a directory holds.
  public static String of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return in(file)
          .orElseThrow(() ->
              new VocabularyException(
                  file
                      + " holds no tokenizer.json, tokenizer.model, tokenizer.bin"
                      + " or vocab.json with merges.txt"));
    }
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".json")) {
      String text = Files.readString(file);
      JsonNode tokenizer = read(file, text);
      if (!tokenizer.path("model").isObject()) {
        throw new VocabularyException(file + " is no tokenizer.json: it has no model");
      }
      return MergeSpelling.readable(tokenizer, text);
    }
    if (name.endsWith(".model")) {
      return SentencePieceModel.read(Files.readAllBytes(file)).json();
    }
    if (name.endsWith(".bin")) {
      return Llama2cVocabulary.json(Files.readAllBytes(file));
    }
    if (name.endsWith(".gguf")) {
      return GgufVocabulary.json(file);
    }
    throw new VocabularyException(
        file + " is no tokenizer that is read; known are .json, .model, .bin and .gguf");
  }

  private static JsonNode read(Path file, String text) {
    try {
      return CanonicalJson.read(text, JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw new VocabularyException(file + " is damaged", e);
    }
  }

  private static String pairs(Path directory) throws IOException {
    Map<String, Integer> tokens = new LinkedHashMap<>();
    Path vocabulary = directory.resolve("vocab.json");
    read(vocabulary, Files.readString(vocabulary))
        .properties()
        .forEach(entry -> tokens.put(entry.getKey(), entry.getValue().asInt()));
    List<String> merges =
        Files.readAllLines(directory.resolve("merges.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#version"))
            .toList();
    Path configuration = directory.resolve("tokenizer_config.json");
    JsonNode about =
        Files.exists(configuration)
            ? read(configuration, Files.readString(configuration))
            : CanonicalJson.read("{}", JsonNode.class);
    return BytePairJson.of(
        new BytePairJson.Vocabulary(tokens, merges, added(about, tokens), split(about), null));
  }

  private static WordSplit split(JsonNode about) {
    String kind = about.path("tokenizer_class").asText("GPT2Tokenizer");
    return switch (kind) {
      case "GPT2Tokenizer", "GPT2TokenizerFast" -> WordSplit.GPT2;
      case "Qwen2Tokenizer", "Qwen2TokenizerFast" -> WordSplit.QWEN2;
      default ->
          throw new VocabularyException(
              "tokenizer_class '%s' without a tokenizer.json is not known; known are"
                      .formatted(kind)
                  + " GPT2Tokenizer and Qwen2Tokenizer");
    };
  }

  private static List<BytePairJson.Added> added(JsonNode about, Map<String, Integer> tokens) {
    List<BytePairJson.Added> added = new ArrayList<>();
    about
        .path("added_tokens_decoder")
        .properties()
        .forEach(entry ->
            added.add(
                new BytePairJson.Added(
                    Integer.parseInt(entry.getKey()),
                    entry.getValue().path("content").asText(),
                    entry.getValue().path("special").asBoolean())));
    Integer end = tokens.get("<|endoftext|>");
    if (added.isEmpty() && end != null) {
      added.add(new BytePairJson.Added(end, "<|endoftext|>", true));
    }
    return added;
  }
}
