package aifactory.trainer.export;

import aifactory.trainer.gguf.GgufWriter;
import aifactory.trainer.portable.PortableModel;
import aifactory.trainer.portable.TokenUse;
import aifactory.trainer.vocabulary.GgufVocabulary;
import aifactory.trainer.vocabulary.Piece;
import aifactory.trainer.vocabulary.WordSplit;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a tokenizer into a GGUF file: as llama.cpp's own kinds know it, and whole beside that.
final class GgufVocabularyWriter {
  /*
   * llama.cpp cuts text into words by patterns it knows by name. Vocabularies learned here have a pattern
   * of their own, for which GPT-2's is the nearest: the same merges, now and then another cut in
   * Japanese. The whole tokenizer.json lies in the file as well, so that reading it back is exact.
   */
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");
  private final PortableModel model;
  private final TokenTexts texts;
  private final GgufWriter file;

  private GgufVocabularyWriter(PortableModel model, GgufWriter file) {
    this.model = model;
    this.texts = new TokenTexts(model.tokenizerJson());
    this.file = file;
  }

  static void write(PortableModel model, GgufWriter file) {
    GgufVocabularyWriter writer = new GgufVocabularyWriter(model, file);
    String kind = writer.texts.json().path("model").path("type").asText("BPE");
    if (!kind.equals("BPE")) {
      throw new ExportException("a tokenizer of kind " + kind + " cannot be written as GGUF");
    }
    if (writer.texts.json().path("model").path("byte_fallback").asBoolean()) {
      writer.pieces();
    } else {
      writer.pairs();
    }
    writer.use();
    file.put(GgufVocabulary.WHOLE, model.tokenizerJson());
  }

  private List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    for (int id = 0; id < model.model().vocabularySize(); id++) {
      tokens.add(texts.of(id).orElse("[PAD" + id + "]"));
    }
    return tokens;
  }

  private Piece.Kind kind(int id, String text, boolean bytes) {
    if (texts.of(id).isEmpty()) {
      return Piece.Kind.UNUSED;
    }
    String unknown = texts.json().path("model").path("unk_token").asText("");
    if (bytes && text.equals(unknown)) {
      return Piece.Kind.UNKNOWN;
    }
    if (texts.isSpecial(id)) {
      return Piece.Kind.CONTROL;
    }
    if (texts.isAdded(id)) {
      return Piece.Kind.USER_DEFINED;
    }
    return bytes && BYTE.matcher(text).matches() ? Piece.Kind.BYTE : Piece.Kind.NORMAL;
  }

  private void tokensAndKinds(String model, boolean bytes) {
    List<String> tokens = tokens();
    List<Integer> kinds = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      kinds.add(kind(id, tokens.get(id), bytes).code());
    }
    file.put("tokenizer.ggml.model", model);
    file.put("tokenizer.ggml.tokens", tokens);
    file.put("tokenizer.ggml.token_type", kinds);
  }

  /// SentencePiece: a token's score is minus the rank of the first merge that makes it.
  private void pieces() {
    tokensAndKinds("llama", true);
    String[][] merges = texts.merges();
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank = 0; rank < merges.length; rank++) {
      ranks.putIfAbsent(merges[rank][0] + merges[rank][1], rank);
    }
    List<Float> scores = new ArrayList<>();
    for (int id = 0; id < model.model().vocabularySize(); id++) {
      Integer rank = texts.of(id).map(ranks::get).orElse(null);
      scores.add(rank == null ? (float) -merges.length : (float) -rank);
    }
    file.put("tokenizer.ggml.scores", scores);
    file.put("tokenizer.ggml.pre", "default");
    file.put("tokenizer.ggml.add_space_prefix", prependsSpace());
  }

  private boolean prependsSpace() {
    JsonNode normalizer = texts.json().path("normalizer");
    return normalizer.findValuesAsText("type").contains("Prepend")
        || texts.json().path("pre_tokenizer").path("type").asText().equals("Metaspace");
  }

  private void pairs() {
    tokensAndKinds("gpt2", false);
    file.put(
        "tokenizer.ggml.merges",
        Arrays.stream(texts.merges()).map(pair -> pair[0] + " " + pair[1]).toList());
    WordSplit split = WordSplit.of(texts.json()).orElse(WordSplit.GPT2);
    file.put("tokenizer.ggml.pre", split.ggufName());
  }

  private void use() {
    TokenUse use = model.use();
    boolean begins =
        texts.json().path("post_processor").path("type").asText().equals("TemplateProcessing");
    if (use.beginId() != null) {
      file.put("tokenizer.ggml.bos_token_id", use.beginId());
    }
    file.put("tokenizer.ggml.add_bos_token", begins && use.beginId() != null);
    file.put("tokenizer.ggml.add_eos_token", false);
    if (!use.endIds().isEmpty()) {
      // Where the beginning ends a text as well (llama2.c), the proper end comes last.
      file.put("tokenizer.ggml.eos_token_id", use.endIds().getLast());
    }
    if (use.chatTemplate() != null) {
      file.put("tokenizer.chat_template", use.chatTemplate());
    }
  }
}
