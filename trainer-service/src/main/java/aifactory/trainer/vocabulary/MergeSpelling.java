package aifactory.trainer.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Older `tokenizer.json` files write a merge as `left right`, which nobody can read where a token
/// holds a space itself. Such a file is written anew with two texts per merge.
///
/// `" "` → `[" ", " "]`, because both and their join are tokens
final class MergeSpelling {
  private MergeSpelling() {}

  /// The tokenizer with merges that every version of the library reads; the same text when it has
  /// such already.
  static String readable(JsonNode tokenizer, String text) {
    JsonNode merges = tokenizer.path("model").path("merges");
    boolean unclear = false;
    for (JsonNode merge : merges) {
      unclear |= merge.isTextual() && merge.asText().chars().filter(c -> c == ' ').count() != 1;
    }
    if (!unclear) {
      return text;
    }
    ObjectNode copy = tokenizer.deepCopy();
    JsonNode vocabulary = copy.path("model").path("vocab");
    ArrayNode clear = ((ObjectNode) copy.path("model")).putArray("merges");
    for (JsonNode merge : merges) {
      clear.add(merge.isTextual() ? cut(merge.asText(), vocabulary, clear) : merge);
    }
    return copy.toString();
  }

  private static ArrayNode cut(String merge, JsonNode vocabulary, ArrayNode maker) {
    for (int space = merge.indexOf(' '); space >= 0; space = merge.indexOf(' ', space + 1)) {
      String left = merge.substring(0, space);
      String right = merge.substring(space + 1);
      if (vocabulary.has(left) && vocabulary.has(right) && vocabulary.has(left + right)) {
        return maker.arrayNode().add(left).add(right);
      }
    }
    throw new VocabularyException("'" + merge + "' is no merge of two tokens");
  }
}
