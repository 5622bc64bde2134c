package aifactory.contract.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Number types of weights.
public enum Precision {
  FP32,
  FP16,
  BF16,
  INT8,
  INT4,
  Q8_0,
  Q4_0,
  Q4_K;

  /// As a manifest writes it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether weights are whole numbers with scales.
  public boolean isQuantized() {
    return this != FP32 && this != FP16 && this != BF16;
  }

  /// The precision of that name.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static Precision named(String name) {
    return Arrays.stream(values())
        .filter(precision -> precision.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(refusal(name)));
  }

  private static String refusal(String name) {
    List<String> labels = Arrays.stream(values()).map(Precision::label).toList();
    return "precision " + name + " is none of " + labels;
  }
}
