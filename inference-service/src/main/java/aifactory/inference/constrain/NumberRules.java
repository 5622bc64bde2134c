package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.bytes;
import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.optional;
import static aifactory.inference.constrain.Rules.repeat;
import static aifactory.inference.constrain.Rules.sequence;
import static aifactory.inference.constrain.Rules.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers of a schema. Without bounds any number; with bounds whole numbers, and for `number`
/// fractions between two whole numbers inside them.
final class NumberRules {
  private static final Rule DIGIT = bytes('0', '9');
  private static final Rule FRACTION = sequence(text("."), repeat(DIGIT, 1, 6));

  private NumberRules() {}

  /// Whole numbers inside the bounds.
  ///
  /// @param from inclusive
  /// @param to inclusive
  private record Bounds(long from, long to) {}

  static Rule integer(JsonNode schema, String at) {
    Bounds bounds = bounds(schema, at);
    if (bounds == null) {
      return JsonRules.INTEGER;
    }
    if (bounds.from() > bounds.to()) {
      throw new FormRefusedException(at, "no whole number lies between the bounds");
    }
    return IntegerRange.of(bounds.from(), bounds.to());
  }

  static Rule number(JsonNode schema, String at) {
    Bounds bounds = bounds(schema, at);
    if (bounds == null) {
      return JsonRules.NUMBER;
    }
    List<Rule> parts = new ArrayList<>();
    if (bounds.from() <= bounds.to()) {
      parts.add(IntegerRange.of(bounds.from(), bounds.to()));
    }
    // n.f lies between n and n + 1, -n.f between -n - 1 and -n.
    long least = Math.max(0, bounds.from());
    if (least < bounds.to()) {
      parts.add(sequence(IntegerRange.of(least, bounds.to() - 1), FRACTION));
    }
    long largest = -Math.min(0, bounds.to());
    if (largest < -bounds.from()) {
      parts.add(
          sequence(text("-"), IntegerRange.of(largest, -bounds.from() - 1), optional(FRACTION)));
    }
    if (parts.isEmpty()) {
      throw new FormRefusedException(at, "bounds with no whole number between are not supported");
    }
    return choice(parts);
  }

  private static @Nullable Bounds bounds(JsonNode schema, String at) {
    BigDecimal minimum = bound(schema, "minimum", at);
    BigDecimal above = bound(schema, "exclusiveMinimum", at);
    BigDecimal maximum = bound(schema, "maximum", at);
    BigDecimal below = bound(schema, "exclusiveMaximum", at);
    if (minimum == null && above == null && maximum == null && below == null) {
      return null;
    }
    long from = -IntegerRange.FARTHEST;
    long to = IntegerRange.FARTHEST;
    if (minimum != null) {
      from = Math.max(from, whole(minimum, RoundingMode.CEILING));
    }
    if (above != null) {
      from = Math.max(from, whole(above, RoundingMode.FLOOR) + 1);
    }
    if (maximum != null) {
      to = Math.min(to, whole(maximum, RoundingMode.FLOOR));
    }
    if (below != null) {
      to = Math.min(to, whole(below, RoundingMode.CEILING) - 1);
    }
    return new Bounds(from, to);
  }

  private static @Nullable BigDecimal bound(JsonNode schema, String keyword, String at) {
    JsonNode value = schema.get(keyword);
    if (value != null && !value.isNumber()) {
      throw new FormRefusedException(at + "/" + keyword, "must be a number");
    }
    return value == null ? null : value.decimalValue();
  }

  private static long whole(BigDecimal value, RoundingMode mode) {
    BigDecimal far = BigDecimal.valueOf(IntegerRange.FARTHEST + 1);
    return value.max(far.negate()).min(far).setScale(0, mode).longValueExact();
  }
}
