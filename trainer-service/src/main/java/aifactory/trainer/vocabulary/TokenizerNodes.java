package aifactory.trainer.vocabulary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Parts of `tokenizer.json` that several vocabularies share.
final class TokenizerNodes {
  private TokenizerNodes() {}

  static void addedToken(ArrayNode added, int id, String text, boolean special) {
    added
        .addObject()
        .put("id", id)
        .put("content", text)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", special);
  }

  static void replace(ObjectNode node, String from, String to) {
    node.put("type", "Replace").putObject("pattern").put("String", from);
    node.put("content", to);
  }

  /// A post-processor that puts one token before every text.
  static void beginWith(ObjectNode node, int id, String token) {
    node.put("type", "TemplateProcessing");
    template(node.putArray("single"), token, "A");
    ArrayNode pair = node.putArray("pair");
    template(pair, token, "A");
    pair.addObject().putObject("SpecialToken").put("id", token).put("type_id", 1);
    pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
    ObjectNode special = node.putObject("special_tokens").putObject(token).put("id", token);
    special.putArray("ids").add(id);
    special.putArray("tokens").add(token);
  }

  private static void template(ArrayNode template, String token, String sequence) {
    template.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
    template.addObject().putObject("Sequence").put("id", sequence).put("type_id", 0);
  }

  static void byteLevel(ObjectNode node, boolean splits) {
    node.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", splits);
  }
}
