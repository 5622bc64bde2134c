package aifactory.trainer.tokenizer;

import aifactory.contract.id.Sha256;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A learned vocabulary as Hugging Face's `tokenizer.json`.
///
/// @param tokens token texts in the byte alphabet by id, special tokens first
/// @param merges in the order they were learned, which is their rank
public record LearnedTokenizer(List<String> tokens, List<Merge> merges) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Two tokens that become one.
  public record Merge(String left, String right) {}

  /// Content of `tokenizer.json`: the same vocabulary gives the same bytes.
  public String json() {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    addedTokens(root.putArray("added_tokens"));
    root.putNull("normalizer");
    preTokenizer(root.putObject("pre_tokenizer").put("type", "Sequence"));
    root.putNull("post_processor");
    byteLevel(root.putObject("decoder"));
    model(root.putObject("model"));
    return root.toPrettyString() + "\n";
  }

  /// SHA-256 of [#json], hex: what checkpoints and caches are bound to.
  public String hash() {
    return Sha256.hex(json());
  }

  private static void addedTokens(ArrayNode added) {
    for (SpecialToken token : SpecialToken.values()) {
      added
          .addObject()
          .put("id", token.id())
          .put("content", token.text())
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
  }

  private static void preTokenizer(ObjectNode sequence) {
    ArrayNode steps = sequence.putArray("pretokenizers");
    for (String pattern : List.of(PreTokenizer.JAPANESE, PreTokenizer.WORDS)) {
      ObjectNode split = steps.addObject().put("type", "Split");
      split.putObject("pattern").put("Regex", pattern);
      split.put("behavior", "Isolated").put("invert", false);
    }
    byteLevel(steps.addObject());
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", false);
  }

  private void model(ObjectNode model) {
    model.put("type", "BPE").putNull("dropout").putNull("unk_token");
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.put(tokens.get(id), id);
    }
    ArrayNode ranked = model.putArray("merges");
    // One string per merge is read by every version of the library; tokens hold no spaces.
    merges.forEach(merge -> ranked.add(merge.left() + " " + merge.right()));
  }
}
