package aifactory.trainer.evaluation;

import aifactory.trainer.evaluation.EvaluationSet.Document;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The score of a model on an evaluation set: how far below 8 bits it needs for a byte of text it
/// has never seen, 0 to 1. Independent of the tokenizer, because bytes are counted and not tokens.
public final class BitsPerByte {
  /*
   * bits per byte = Σ −log2 p(document) / Σ bytes(document), per language and over all.
   * score = 1 − bits per byte / 8, of the worst language that holds a tenth of the set's bytes: a model
   * must not win by forgetting the smaller language. Perplexity = exp(nats / predicted tokens).
   */
  private static final double BITS_OF_A_BYTE = 8;
  private static final double MIN_SHARE = 0.10;

  /// Documents whose language nobody knows (tables, code) are measured, but they are no language
  /// that a model could be weak in.
  private static final String UNKNOWN_LANGUAGE = "und";

  private BitsPerByte() {}

  /// What a model said of one document.
  ///
  /// @param nats −ln of its probability
  /// @param tokens tokens predicted
  public record Surprise(double nats, long tokens) {
    Surprise plus(Surprise other) {
      return new Surprise(nats + other.nats, tokens + other.tokens);
    }
  }

  /// Asks a model for its surprise at a text.
  @FunctionalInterface
  public interface Model {
    Surprise at(String text);
  }

  /// One language's part.
  public record LanguagePart(String language, long documents, long bytes, double bitsPerByte) {
    public double score() {
      return scoreOf(bitsPerByte);
    }
  }

  /// @param score of the worst language that counts
  /// @param bitsPerByte over the whole set
  /// @param perplexity per token over the whole set
  public record Result(
      double score, double bitsPerByte, double perplexity, List<LanguagePart> byLanguage) {}

  /// Scores a model on a set that is not empty.
  public static Result of(EvaluationSet set, Model model) {
    Map<String, Surprise> surprises = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, Long> documents = new TreeMap<>();
    for (Document document : set.documents()) {
      String language = document.origin().language();
      surprises.merge(language, model.at(document.text()), Surprise::plus);
      bytes.merge(language, document.bytes(), Long::sum);
      documents.merge(language, 1L, Long::sum);
    }
    List<LanguagePart> parts =
        surprises.entrySet().stream()
            .map(entry ->
                new LanguagePart(
                    entry.getKey(),
                    documents.getOrDefault(entry.getKey(), 0L),
                    bytes.getOrDefault(entry.getKey(), 0L),
                    bits(entry.getValue(), bytes.getOrDefault(entry.getKey(), 0L))))
            .toList();
    Surprise all = surprises.values().stream().reduce(new Surprise(0, 0), Surprise::plus);
    long allBytes = bytes.values().stream().mapToLong(Long::longValue).sum();
    return new Result(
        scoreOf(worst(parts, allBytes, LanguagePart::bitsPerByte)),
        bits(all, allBytes),
        Math.exp(all.nats() / Math.max(1, all.tokens())),
        parts);
  }

  private static double worst(
      List<LanguagePart> parts, long allBytes, ToDoubleFunction<LanguagePart> bitsPerByte) {
    List<LanguagePart> large =
        parts.stream()
            .filter(part -> part.bytes() >= MIN_SHARE * allBytes)
            .filter(part -> !part.language().equals(UNKNOWN_LANGUAGE))
            .toList();
    return (large.isEmpty() ? parts : large)
        .stream()
            .mapToDouble(bitsPerByte)
            .max()
            .orElseThrow(() -> new IllegalStateException("an empty evaluation set has no score"));
  }

  private static double bits(Surprise surprise, long bytes) {
    return surprise.nats() / Math.log(2) / Math.max(1, bytes);
  }

  private static double scoreOf(double bitsPerByte) {
    return Math.clamp(1 - bitsPerByte / BITS_OF_A_BYTE, 0, 1);
  }
}
