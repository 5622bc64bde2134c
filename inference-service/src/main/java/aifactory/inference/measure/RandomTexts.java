package aifactory.inference.measure;

import aifactory.inference.constrain.Constraint;
import aifactory.inference.constrain.Grammar;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.constrain.SortedTokens;
import aifactory.inference.generate.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// A model that knows nothing: any allowed token, and after some of them those that lead to an end.
public final class RandomTexts {
  private static final int FREE_TOKENS = 30;
  private static final int MOST_TOKENS = 5_000;
  private static final List<String> TOWARDS_THE_END =
      List.of("\"", "}", "]", "null", "0", "1", "a");

  private final TokenBytes bytes;
  private final SortedTokens tokens;
  private final int end;
  private final List<Integer> closing = new ArrayList<>();

  /// One text.
  ///
  /// @param maskNanos time spent on finding out what is allowed
  public record Drawn(String text, int tokens, long maskNanos) {}

  public RandomTexts(TokenBytes bytes) {
    this.bytes = bytes;
    this.tokens = new SortedTokens(bytes.size(), bytes::of);
    this.end = bytes.size();
    for (String text : TOWARDS_THE_END) {
      for (int token = 0; token < bytes.size(); token++) {
        if (new String(bytes.of(token), StandardCharsets.UTF_8).equals(text)) {
          closing.add(token);
        }
      }
    }
  }

  /// @throws IllegalStateException when a text comes to no end
  public Drawn draw(OutputForm form, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Constraint constraint = new Constraint(new Grammar(form.rule()), tokens, Set.of(end));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int made = 0; made < MOST_TOKENS; made++) {
      if (constraint.isEnd()) {
        return new Drawn(text.toString(StandardCharsets.UTF_8), made, constraint.maskNanos());
      }
      BitSet allowed = constraint.allowed();
      int token = made < FREE_TOKENS ? any(allowed, random) : towardsTheEnd(allowed);
      if (token == end) {
        return new Drawn(text.toString(StandardCharsets.UTF_8), made, constraint.maskNanos());
      }
      text.writeBytes(bytes.of(token));
      constraint.accept(bytes.of(token));
    }
    throw new IllegalStateException("no end: " + text.toString(StandardCharsets.UTF_8));
  }

  private static int any(BitSet allowed, SplittableRandom random) {
    if (allowed.isEmpty()) {
      throw new IllegalStateException("no token keeps the form");
    }
    int skipped = random.nextInt(allowed.cardinality());
    return allowed.stream().skip(skipped).findFirst().orElseThrow();
  }

  private int towardsTheEnd(BitSet allowed) {
    if (allowed.get(end)) {
      return end;
    }
    return closing.stream().filter(allowed::get).findFirst().orElse(allowed.nextSetBit(0));
  }
}
