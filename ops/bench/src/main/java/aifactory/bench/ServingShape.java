package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Models of the serving benchmark: Llama's form, random weights.
enum ServingShape {
  /// 15 million parameters: what this factory trains on a small machine.
  SMALL(6, 288, 6, 6, 768, 32_000),
  /// 125 million parameters, four queries to a key: does not fit any cache of a processor.
  MEDIUM(12, 768, 12, 4, 2048, 32_000),
  /// The small one with the vocabulary of the serving tests, in which both servers can spell.
  SPELLING(6, 288, 6, 6, 768, 320),
  /// The middle one with that vocabulary and a window for long prompts.
  LONG(12, 768, 12, 4, 2048, 320, 8192);

  /// Those of which the engines are asked without a server.
  static final List<ServingShape> OF_ENGINES = List.of(SMALL, MEDIUM);

  private final Map<String, Integer> sizes;

  ServingShape(
      int layers, int width, int heads, int keyValueHeads, int feedForwardWidth, int vocabulary) {
    this(layers, width, heads, keyValueHeads, feedForwardWidth, vocabulary, 1024);
  }

  ServingShape(
      int layers,
      int width,
      int heads,
      int keyValueHeads,
      int feedForwardWidth,
      int vocabulary,
      int contextTokens) {
    this.sizes =
        Map.of(
            "layers", layers,
            "width", width,
            "heads", heads,
            "keyValueHeads", keyValueHeads,
            "feedForwardWidth", feedForwardWidth,
            "vocabulary", vocabulary,
            "contextTokens", contextTokens);
  }

  String json() {
    return CanonicalJson.write(sizes);
  }

  int vocabulary() {
    return sizes.getOrDefault("vocabulary", 0);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
