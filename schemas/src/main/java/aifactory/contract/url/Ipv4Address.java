package aifactory.contract.url;

import java.util.Optional;

/// IPv4 addresses as a host can spell them: one to four numbers, each decimal, octal or
/// hexadecimal; the last one fills what is left.
///
/// `0x7f.1` → `127.0.0.1`
final class Ipv4Address {
  private static final long NOT_A_NUMBER = -1;
  private static final int MAX_PARTS = 4;
  private static final int BYTE_VALUES = 256;

  private Ipv4Address() {}

  /// Whether a host whose last label reads as a number, and which so must be an address.
  static boolean endsInNumber(String host) {
    String[] parts = parts(host);
    String last = parts[parts.length - 1];
    if (last.isEmpty()) {
      return false;
    }
    return last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) != NOT_A_NUMBER;
  }

  static Optional<String> parse(String host) {
    String[] parts = parts(host);
    if (parts.length > MAX_PARTS) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long limit = last ? 1L << Byte.SIZE * (MAX_PARTS + 1 - parts.length) : BYTE_VALUES;
      long number = number(parts[i]);
      if (number == NOT_A_NUMBER || number >= limit) {
        return Optional.empty();
      }
      address += last ? number : number << Byte.SIZE * (MAX_PARTS - 1 - i);
    }
    return Optional.of(
        "%d.%d.%d.%d"
            .formatted(address >> 24, address >> 16 & 0xFF, address >> 8 & 0xFF, address & 0xFF));
  }

  /// Labels without the empty one after a final dot.
  private static String[] parts(String host) {
    String[] parts = host.split("\\.", -1);
    boolean rooted = parts.length > 1 && parts[parts.length - 1].isEmpty();
    return rooted ? java.util.Arrays.copyOf(parts, parts.length - 1) : parts;
  }

  /// The number, `Long.MAX_VALUE` for one too large to matter.
  private static long number(String text) {
    int radix = 10;
    String digits = text;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      digits = text.substring(2);
    } else if (text.length() > 1 && text.startsWith("0")) {
      radix = 8;
      digits = text.substring(1);
    }
    if (text.isEmpty()) {
      return NOT_A_NUMBER;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0) {
        return NOT_A_NUMBER;
      }
      number = number > Integer.MAX_VALUE * 4L ? Long.MAX_VALUE / 32 : number * radix + digit;
    }
    return number;
  }
}
