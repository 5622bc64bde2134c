package aifactory.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Prompts of random tokens, the same in every run. For one thread.
final class RandomPrompts {
  private static final int FIRST_ORDINARY_TOKEN = 3;

  private final Random random = new Random(1);
  private final int vocabulary;

  RandomPrompts(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<Integer> next(int tokens) {
    return IntStream.range(0, tokens)
        .map(place -> random.nextInt(FIRST_ORDINARY_TOKEN, vocabulary))
        .boxed()
        .toList();
  }
}
