package aifactory.trainer.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a SentencePiece BPE vocabulary as `tokenizer.json`.
public final class SentencePieceJson {
  /*
   * SentencePiece merges the neighbours whose joined piece has the highest score. Hugging Face's library
   * merges by rank: every way of cutting a piece into two others becomes a merge, ranked by the piece's
   * score, then by the length of the left half. Within one piece the ways stand in the order of the
   * halves' ids. That is the order of Hugging Face's own converter, so the file equals what it makes.
   */
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPACE = "▁";

  private SentencePieceJson() {}

  /// How a vocabulary is used.
  ///
  /// @param begin token put before every text; null = none
  /// @param spaceBefore whether a text begins with a space of its own
  public record Use(@Nullable Integer begin, boolean spaceBefore) {}

  private record Merge(String left, String right, float score) {}

  /// The text of `tokenizer.json`.
  public static String of(List<Piece> pieces, Use use) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      if (ids.putIfAbsent(pieces.get(id).text(), id) != null) {
        throw new VocabularyException(
            "token %d '%s' is there twice".formatted(id, pieces.get(id).text()));
      }
    }
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    addedTokens(root.putArray("added_tokens"), pieces);
    normalizer(root, use);
    root.putNull("pre_tokenizer");
    postProcessor(root, pieces, use);
    decoder(root, use);
    ObjectNode model = root.putObject("model");
    model.put("type", "BPE").putNull("dropout");
    model.put("unk_token", unknown(pieces));
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", true).put("byte_fallback", hasBytes(pieces)).put("ignore_merges", false);
    ObjectNode vocabulary = model.putObject("vocab");
    ids.forEach(vocabulary::put);
    ArrayNode merges = model.putArray("merges");
    for (Merge merge : merges(pieces, ids)) {
      merges.addArray().add(merge.left()).add(merge.right());
    }
    return root.toString();
  }

  private static void addedTokens(ArrayNode added, List<Piece> pieces) {
    for (int id = 0; id < pieces.size(); id++) {
      Piece piece = pieces.get(id);
      boolean special = piece.kind() == Piece.Kind.CONTROL || piece.kind() == Piece.Kind.UNKNOWN;
      if (special || piece.kind() == Piece.Kind.USER_DEFINED) {
        TokenizerNodes.addedToken(added, id, piece.text(), special);
      }
    }
  }

  private static void normalizer(ObjectNode root, Use use) {
    ObjectNode sequence = root.putObject("normalizer").put("type", "Sequence");
    ArrayNode steps = sequence.putArray("normalizers");
    if (use.spaceBefore()) {
      steps.addObject().put("type", "Prepend").put("prepend", SPACE);
    }
    TokenizerNodes.replace(steps.addObject(), " ", SPACE);
  }

  private static void postProcessor(ObjectNode root, List<Piece> pieces, Use use) {
    Integer begin = use.begin();
    if (begin == null) {
      root.putNull("post_processor");
    } else {
      TokenizerNodes.beginWith(root.putObject("post_processor"), begin, pieces.get(begin).text());
    }
  }

  private static void decoder(ObjectNode root, Use use) {
    ArrayNode steps = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
    TokenizerNodes.replace(steps.addObject(), SPACE, " ");
    steps.addObject().put("type", "ByteFallback");
    steps.addObject().put("type", "Fuse");
    if (use.spaceBefore()) {
      steps.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
    }
  }

  private static boolean hasBytes(List<Piece> pieces) {
    return pieces.stream().anyMatch(piece -> piece.kind() == Piece.Kind.BYTE);
  }

  private static @Nullable String unknown(List<Piece> pieces) {
    return pieces.stream()
        .filter(piece -> piece.kind() == Piece.Kind.UNKNOWN)
        .map(Piece::text)
        .findFirst()
        .orElse(null);
  }

  private static List<Merge> merges(List<Piece> pieces, Map<String, Integer> ids) {
    List<Merge> merges = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.kind() == Piece.Kind.NORMAL || piece.kind() == Piece.Kind.USER_DEFINED) {
        merges.addAll(waysToMake(piece, ids));
      }
    }
    merges.sort(
        Comparator.comparing(Merge::score)
            .thenComparing(merge -> merge.left().codePointCount(0, merge.left().length()))
            .thenComparing(merge -> merge.right().codePointCount(0, merge.right().length()))
            .reversed());
    return merges;
  }

  private static List<Merge> waysToMake(Piece piece, Map<String, Integer> ids) {
    String text = piece.text();
    List<Merge> ways = new ArrayList<>();
    for (int cut = 1; cut < text.length(); cut++) {
      String left = text.substring(0, cut);
      String right = text.substring(cut);
      if (ids.containsKey(left) && ids.containsKey(right)) {
        ways.add(new Merge(left, right, piece.score()));
      }
    }
    ways.sort(
        Comparator.<Merge>comparingInt(way -> ids.getOrDefault(way.left(), 0))
            .thenComparingInt(way -> ids.getOrDefault(way.right(), 0)));
    return ways;
  }
}
