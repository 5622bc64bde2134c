package aifactory.trainer.vocabulary;

import aifactory.trainer.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The vocabulary inside a GGUF file. Where a whole `tokenizer.json` lies in it, that is taken.
public final class GgufVocabulary {
  /// Key under which GGUF files carry a whole `tokenizer.json`.
  public static final String WHOLE = "tokenizer.huggingface.json";

  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private GgufVocabulary() {}

  static String json(Path file) throws IOException {
    try (GgufFile gguf = GgufFile.open(file)) {
      return json(gguf);
    }
  }

  /// As `tokenizer.json`.
  public static String json(GgufFile gguf) {
    if (gguf.text(WHOLE).isPresent()) {
      return gguf.text(WHOLE).get();
    }
    String kind = gguf.text("tokenizer.ggml.model").orElse("");
    return switch (kind) {
      case "llama" -> pieces(gguf);
      case "gpt2" -> pairs(gguf);
      default ->
          throw new VocabularyException(
              "tokenizer.ggml.model '%s' is not known; known are llama and gpt2".formatted(kind));
    };
  }

  private static List<String> tokens(GgufFile gguf) {
    List<String> tokens = gguf.list("tokenizer.ggml.tokens").stream().map(String::valueOf).toList();
    if (tokens.isEmpty()) {
      throw new VocabularyException("tokenizer.ggml.tokens is missing");
    }
    return tokens;
  }

  private static List<Number> numbers(GgufFile gguf, String key, int size) {
    List<Number> numbers =
        gguf.list(key).stream().map(value -> value instanceof Number n ? n : (Number) 0).toList();
    if (numbers.size() != size) {
      throw new VocabularyException(
          "%s has %d entries for %d tokens".formatted(key, numbers.size(), size));
    }
    return numbers;
  }

  private static String pieces(GgufFile gguf) {
    List<String> tokens = tokens(gguf);
    List<Number> scores = numbers(gguf, "tokenizer.ggml.scores", tokens.size());
    List<Number> kinds = numbers(gguf, "tokenizer.ggml.token_type", tokens.size());
    List<Piece> pieces = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      Piece.Kind kind = Piece.Kind.ofCode(kinds.get(id).intValue());
      pieces.add(new Piece(tokens.get(id), scores.get(id).floatValue(), kind));
    }
    boolean begins = gguf.flag("tokenizer.ggml.add_bos_token").orElse(true);
    int begin = gguf.number("tokenizer.ggml.bos_token_id").orElse(1).intValue();
    boolean space = gguf.flag("tokenizer.ggml.add_space_prefix").orElse(true);
    return SentencePieceJson.of(
        pieces, new SentencePieceJson.Use(begins && begin < pieces.size() ? begin : null, space));
  }

  private static String pairs(GgufFile gguf) {
    List<String> tokens = tokens(gguf);
    List<Number> kinds = numbers(gguf, "tokenizer.ggml.token_type", tokens.size());
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<BytePairJson.Added> added = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      int kind = kinds.get(id).intValue();
      if (kind == CONTROL || kind == USER_DEFINED) {
        added.add(new BytePairJson.Added(id, tokens.get(id), kind == CONTROL));
      }
      ids.put(tokens.get(id), id);
    }
    List<String> merges = gguf.list("tokenizer.ggml.merges").stream().map(String::valueOf).toList();
    int begin = gguf.number("tokenizer.ggml.bos_token_id").orElse(-1).intValue();
    boolean begins = gguf.flag("tokenizer.ggml.add_bos_token").orElse(false);
    WordSplit split = WordSplit.ofGguf(gguf.text("tokenizer.ggml.pre").orElse("gpt-2"));
    return BytePairJson.of(
        new BytePairJson.Vocabulary(
            ids,
            merges,
            added,
            split,
            begins && begin >= 0 && begin < tokens.size()
                ? new BytePairJson.Added(begin, tokens.get(begin), true)
                : null));
  }
}
