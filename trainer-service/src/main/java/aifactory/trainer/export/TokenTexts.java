package aifactory.trainer.export;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What each token of a `tokenizer.json` is written as.
final class TokenTexts {
  private final JsonNode tokenizer;
  private final Map<Integer, String> texts = new HashMap<>();
  private final Set<Integer> special = new HashSet<>();
  private final Set<Integer> added = new HashSet<>();

  TokenTexts(String tokenizerJson) {
    this.tokenizer = CanonicalJson.read(tokenizerJson, JsonNode.class);
    tokenizer
        .path("model")
        .path("vocab")
        .properties()
        .forEach(entry -> texts.put(entry.getValue().asInt(), entry.getKey()));
    for (JsonNode token : tokenizer.path("added_tokens")) {
      int id = token.path("id").asInt();
      texts.put(id, token.path("content").asText());
      added.add(id);
      if (token.path("special").asBoolean()) {
        special.add(id);
      }
    }
  }

  JsonNode json() {
    return tokenizer;
  }

  Optional<String> of(int id) {
    return Optional.ofNullable(texts.get(id));
  }

  boolean isSpecial(int id) {
    return special.contains(id);
  }

  boolean isAdded(int id) {
    return added.contains(id);
  }

  /// `left`, `right` of each merge by rank; both spellings of the file are read.
  String[][] merges() {
    JsonNode merges = tokenizer.path("model").path("merges");
    String[][] pairs = new String[merges.size()][];
    Arrays.setAll(
        pairs,
        i ->
            merges.get(i).isArray()
                ? new String[] {merges.get(i).get(0).asText(), merges.get(i).get(1).asText()}
                : merges.get(i).asText().split(" ", 2));
    return pairs;
  }
}
