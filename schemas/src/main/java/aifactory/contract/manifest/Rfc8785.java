package aifactory.contract.manifest;

import aifactory.contract.id.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Iterator;
import java.util.TreeMap;

/// The JSON Canonicalization Scheme (RFC 8785): one text for one meaning, which anybody can make
/// again in any language. For hashes that others check; [CanonicalJson] is the factory's own
/// spelling, which differs in numbers.
public final class Rfc8785 {
  private static final int LARGEST_PLAIN_EXPONENT = 21; // ECMA-262, Number::toString
  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private Rfc8785() {}

  /// The canonical text.
  ///
  /// @throws IllegalArgumentException when a whole number is not exactly a double
  public static String write(JsonNode json) {
    StringBuilder text = new StringBuilder();
    append(json, text);
    return text.toString();
  }

  /// SHA-256 of the canonical text in UTF-8, hex.
  public static String hash(JsonNode json) {
    return Sha256.hex(write(json));
  }

  private static void append(JsonNode json, StringBuilder text) {
    switch (json.getNodeType()) {
      case OBJECT -> appendObject(json, text);
      case ARRAY -> {
        text.append('[');
        for (Iterator<JsonNode> items = json.elements(); items.hasNext(); ) {
          append(items.next(), text);
          text.append(items.hasNext() ? "," : "");
        }
        text.append(']');
      }
      case STRING -> appendText(json.textValue(), text);
      case NUMBER -> text.append(number(json));
      case BOOLEAN, NULL -> text.append(json.asText());
      default -> throw new IllegalArgumentException("no JSON: " + json.getNodeType());
    }
  }

  /// Names in the order of their UTF-16 units, which is Java's.
  private static void appendObject(JsonNode json, StringBuilder text) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    text.append('{');
    String between = "";
    for (var field : fields.entrySet()) {
      text.append(between);
      appendText(field.getKey(), text);
      text.append(':');
      append(field.getValue(), text);
      between = ",";
    }
    text.append('}');
  }

  private static void appendText(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
      }
    }
    text.append('"');
  }

  private static String number(JsonNode json) {
    double value = json.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a number that JSON has: " + json);
    }
    if (json.isIntegralNumber()) {
      BigInteger whole = json.bigIntegerValue();
      if (new BigDecimal(value).compareTo(new BigDecimal(whole)) != 0) {
        throw new IllegalArgumentException(whole + " is not exactly a double: write it as text");
      }
    }
    if (value == 0) {
      return "0";
    }
    // The shortest digits that read back as the same double, as ECMA-262 wants them. Java's are
    // those,
    // but never fewer than two.
    BigDecimal two = new BigDecimal(Double.toString(Math.abs(value)));
    BigDecimal one = two.round(new MathContext(1));
    BigDecimal shortest = (one.doubleValue() == Math.abs(value) ? one : two).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    return (value < 0 ? "-" : "") + placed(digits, digits.length() - shortest.scale());
  }

  /// 0.digits × 10^exponent.
  private static String placed(String digits, int exponent) {
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent <= SMALLEST_PLAIN_EXPONENT) {
      String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
      String power = exponent > 0 ? "+" + (exponent - 1) : Integer.toString(exponent - 1);
      return digits.charAt(0) + rest + "e" + power;
    }
    if (exponent <= 0) {
      return "0." + "0".repeat(-exponent) + digits;
    }
    return exponent >= digits.length()
        ? digits + "0".repeat(exponent - digits.length())
        : digits.substring(0, exponent) + "." + digits.substring(exponent);
  }
}
