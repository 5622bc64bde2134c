package aifactory.trainer.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a byte-level BPE vocabulary of a published family as `tokenizer.json`.
public final class BytePairJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BytePairJson() {}

  /// A token beside the learned ones.
  ///
  /// @param special whether decoding leaves it out
  public record Added(int id, String text, boolean special) {}

  /// @param tokens ids by text
  /// @param merges `left right`, by rank
  /// @param begin token put before every text; null = none
  public record Vocabulary(
      Map<String, Integer> tokens,
      List<String> merges,
      List<Added> added,
      WordSplit split,
      @Nullable Added begin) {}

  /// The text of `tokenizer.json`.
  public static String of(Vocabulary vocabulary) {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (Added token : vocabulary.added()) {
      TokenizerNodes.addedToken(added, token.id(), token.text(), token.special());
    }
    vocabulary.split().write(root);
    Added begin = vocabulary.begin();
    if (begin == null) {
      TokenizerNodes.byteLevel(root.putObject("post_processor"), true);
    } else {
      TokenizerNodes.beginWith(root.putObject("post_processor"), begin.id(), begin.text());
    }
    TokenizerNodes.byteLevel(root.putObject("decoder"), true);
    ObjectNode model = root.putObject("model");
    model.put("type", "BPE").putNull("dropout").putNull("unk_token");
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false);
    model.put("ignore_merges", vocabulary.split() == WordSplit.LLAMA3);
    ObjectNode ids = model.putObject("vocab");
    vocabulary.tokens().forEach(ids::put);
    ArrayNode ranked = model.putArray("merges");
    for (String merge : vocabulary.merges()) {
      int space = merge.indexOf(' ');
      if (space < 1 || merge.indexOf(' ', space + 1) >= 0) {
        throw new VocabularyException("'" + merge + "' is no merge of two tokens");
      }
      ranked.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
    }
    return root.toString();
  }
}
