package aifactory.trainer.portable;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.ModelConfiguration;
import com.fasterxml.jackson.databind.JsonNode;

/// Whether a tokenizer and a model speak of the same tokens.
final class VocabularyFit {
  /// Models round their vocabulary up for speed; more than a tenth unused is another tokenizer.
  private static final double LEAST_USED = 0.9;

  private VocabularyFit() {}

  static void require(ModelConfiguration model, String tokenizerJson) {
    int largest = largestId(tokenizerJson);
    int vocabulary = model.vocabularySize();
    if (largest >= vocabulary || largest + 1 < LEAST_USED * vocabulary) {
      throw new RefusedModelException(
          "vocabulary mismatch: the tokenizer has %d tokens, tensor model.embed_tokens.weight %d rows"
              .formatted(largest + 1, vocabulary));
    }
  }

  private static int largestId(String tokenizerJson) {
    JsonNode tokenizer = CanonicalJson.read(tokenizerJson, JsonNode.class);
    int largest = -1;
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    if (vocabulary.isArray()) {
      largest = vocabulary.size() - 1;
    }
    for (var entry : vocabulary.properties()) {
      largest = Math.max(largest, entry.getValue().asInt());
    }
    for (JsonNode added : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt());
    }
    return largest;
  }
}
