package aifactory.preprocess.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.util.normalizer.AggregateCharSequenceNormalizer;
import opennlp.tools.util.normalizer.CharSequenceNormalizer;
import opennlp.tools.util.normalizer.EmojiCharSequenceNormalizer;
import opennlp.tools.util.normalizer.NumberCharSequenceNormalizer;
import opennlp.tools.util.normalizer.ShrinkCharSequenceNormalizer;
import opennlp.tools.util.normalizer.TwitterCharSequenceNormalizer;
import opennlp.tools.util.normalizer.UrlCharSequenceNormalizer;

/// The weights of OpenNLP's language model in flat arrays: the same probabilities as its
/// `LanguageDetectorME`, in a fifth of the time and a quarter of the memory, because an n-gram is
/// looked up as a number and never made as a string. Immutable; the work space is the caller's.
final class NgramModel {
  /*
   * A maximum entropy model: p(language) is proportional to exp of the sum of the weights of the n-grams that
   * occur, each counted once. An n-gram has one to three characters, so it fits a long.
   */
  private static final int LONGEST = 3;

  /// What the model was trained on went through these, in this order.
  private static final CharSequenceNormalizer NORMALIZER =
      new AggregateCharSequenceNormalizer(
          EmojiCharSequenceNormalizer.getInstance(),
          UrlCharSequenceNormalizer.getInstance(),
          TwitterCharSequenceNormalizer.getInstance(),
          NumberCharSequenceNormalizer.getInstance(),
          ShrinkCharSequenceNormalizer.getInstance());

  private final String[] codes;

  /// Index of the code of each outcome.
  private final int[] codeOf;

  /// Open addressing; 0 = free, since no n-gram is empty.
  private final long[] grams;

  /// Where the weights of the n-gram in a slot begin; they end where `ends` says.
  private final int[] begins;

  private final int[] ends;
  private final short[] outcomes;
  private final float[] weights;

  /// Scores and what was seen of one text; reused, so that a text costs no memory.
  static final class Space {
    private final double[] sums;
    private final double[] shares;
    private final int[] seenBy;
    private int text;

    private Space(int outcomes, int codes, int slots) {
      this.sums = new double[outcomes];
      this.shares = new double[codes];
      this.seenBy = new int[slots];
    }
  }

  private NgramModel(List<String> outcomeCodes, Map<String, Context> contexts) {
    this.codes = outcomeCodes.stream().distinct().toArray(String[]::new);
    List<String> distinct = List.of(codes);
    this.codeOf = outcomeCodes.stream().mapToInt(distinct::indexOf).toArray();
    int slots = Integer.highestOneBit(Math.max(1, contexts.size())) << 2;
    int all = contexts.values().stream().mapToInt(context -> context.getOutcomes().length).sum();
    this.grams = new long[slots];
    this.begins = new int[slots];
    this.ends = new int[slots];
    this.outcomes = new short[all];
    this.weights = new float[all];
    int next = 0;
    for (Map.Entry<String, Context> entry : contexts.entrySet()) {
      String gram = entry.getKey();
      if (gram.isEmpty() || gram.length() > LONGEST) {
        continue; // none occurs
      }
      int slot = slot(packed(gram, 0, gram.length()));
      grams[slot] = packed(gram, 0, gram.length());
      begins[slot] = next;
      int[] of = entry.getValue().getOutcomes();
      double[] by = entry.getValue().getParameters();
      for (int i = 0; i < of.length; i++) {
        outcomes[next] = (short) of[i];
        weights[next++] = (float) by[i];
      }
      ends[slot] = next;
    }
  }

  /// @param code of a language of the model; two may have the same
  static NgramModel of(LanguageDetectorModel model, UnaryOperator<String> code) {
    AbstractModel weights = (AbstractModel) model.getMaxentModel();
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < weights.getNumOutcomes(); i++) {
      codes.add(code.apply(weights.getOutcome(i)));
    }
    @SuppressWarnings("unchecked") // as its documentation says
    Map<String, Context> contexts = (Map<String, Context>) weights.getDataStructures()[1];
    return new NgramModel(codes, contexts);
  }

  Space space() {
    return new Space(codeOf.length, codes.length, grams.length);
  }

  /// The most probable code.
  ///
  /// @param confidence its probability against that of the second, `p1 / (p1 + p2)`
  record Best(String code, double confidence) {}

  Best best(CharSequence text, Space space) {
    score(NORMALIZER.normalize(text), space);
    double most = Arrays.stream(space.sums).max().orElseThrow();
    Arrays.fill(space.shares, 0);
    for (int i = 0; i < codeOf.length; i++) {
      space.shares[codeOf[i]] += Math.exp(space.sums[i] - most);
    }
    int first = 0;
    double second = 0;
    for (int i = 1; i < codes.length; i++) {
      if (space.shares[i] > space.shares[first]) {
        second = space.shares[first];
        first = i;
      } else {
        second = Math.max(second, space.shares[i]);
      }
    }
    return new Best(codes[first], space.shares[first] / (space.shares[first] + second));
  }

  private void score(CharSequence text, Space space) {
    Arrays.fill(space.sums, 0);
    space.text++;
    for (int from = 0; from < text.length(); from++) {
      long gram = 0;
      int end = Math.min(text.length(), from + LONGEST);
      for (int to = from; to < end; to++) {
        gram = gram << Character.SIZE | Character.toLowerCase(text.charAt(to));
        add(gram, space);
      }
    }
  }

  private void add(long gram, Space space) {
    int slot = slot(gram);
    if (grams[slot] == 0 || space.seenBy[slot] == space.text) {
      return;
    }
    space.seenBy[slot] = space.text;
    for (int i = begins[slot]; i < ends[slot]; i++) {
      space.sums[outcomes[i]] += weights[i];
    }
  }

  /// The slot of an n-gram, or the free one where it would be.
  private int slot(long gram) {
    long mixed = gram * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 40) & grams.length - 1;
    while (grams[slot] != 0 && grams[slot] != gram) {
      slot = slot + 1 & grams.length - 1;
    }
    return slot;
  }

  private static long packed(String text, int from, int to) {
    long gram = 0;
    for (int i = from; i < to; i++) {
      gram = gram << Character.SIZE | text.charAt(i);
    }
    return gram;
  }
}
