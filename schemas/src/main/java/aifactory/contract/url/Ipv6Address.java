package aifactory.contract.url;

import java.util.Optional;
import java.util.StringJoiner;

/// IPv6 literals: parsed leniently as the standard says, written by RFC 5952.
///
/// `0:0::1` → `::1`
final class Ipv6Address {
  private static final int PIECES = 8;
  private static final int FOUR_HEX_DIGITS = 4;

  private final String input;
  private final int[] pieces = new int[PIECES];
  private int at;
  private int piece;
  private int compressed = -1;

  private Ipv6Address(String input) {
    this.input = input;
  }

  static Optional<String> parse(String input) {
    Ipv6Address address = new Ipv6Address(input);
    return address.read() ? Optional.of(address.written()) : Optional.empty();
  }

  private int c() {
    return at < input.length() ? input.charAt(at) : -1;
  }

  private boolean read() {
    if (c() == ':') {
      if (!input.startsWith("::")) {
        return false;
      }
      at = 2;
      compressed = ++piece;
    }
    while (c() >= 0) {
      if (piece == PIECES) {
        return false;
      }
      if (c() == ':') {
        if (compressed >= 0) {
          return false;
        }
        at++;
        compressed = ++piece;
        continue;
      }
      int start = at;
      int value = hexadecimal();
      if (c() == '.') {
        if (at == start) {
          return false; // nothing before the dot
        }
        at = start;
        return readsIpv4() && finished();
      }
      if (!separated()) {
        return false;
      }
      pieces[piece++] = value;
    }
    return finished();
  }

  private int hexadecimal() {
    int value = 0;
    for (int length = 0; length < FOUR_HEX_DIGITS; length++) {
      int digit = c() >= 0 && c() < 0x80 ? Character.digit(c(), 16) : -1;
      if (digit < 0) {
        break;
      }
      value = value * 16 + digit;
      at++;
    }
    return value;
  }

  /// A colon with something after it, or the end.
  private boolean separated() {
    if (c() == ':') {
      at++;
      return c() >= 0;
    }
    return c() < 0;
  }

  /// Four decimal numbers in the last two pieces.
  private boolean readsIpv4() {
    if (piece > PIECES - 2) {
      return false;
    }
    for (int seen = 0; seen < 4; seen++) {
      if (seen > 0) {
        if (c() != '.') {
          return false;
        }
        at++;
      }
      int number = decimalByte();
      if (number < 0) {
        return false;
      }
      pieces[piece] = pieces[piece] * 256 + number;
      piece += seen % 2;
    }
    return c() < 0;
  }

  private int decimalByte() {
    int start = at;
    int number = 0;
    while (c() >= '0' && c() <= '9') {
      if (at > start && number == 0) {
        return -1; // a leading zero
      }
      number = number * 10 + (c() - '0');
      if (number > 255) {
        return -1;
      }
      at++;
    }
    return at == start ? -1 : number;
  }

  private boolean finished() {
    if (compressed < 0) {
      return piece == PIECES;
    }
    int moving = piece - compressed;
    for (int to = PIECES - 1, from = piece - 1; moving > 0; moving--, to--, from--) {
      int value = pieces[from];
      pieces[from] = pieces[to];
      pieces[to] = value;
    }
    return true;
  }

  private String written() {
    int gapStart = -1;
    int gapLength = 1; // a single zero is written
    for (int i = 0; i < PIECES; ) {
      int end = i;
      while (end < PIECES && pieces[end] == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gapStart = i;
        gapLength = end - i;
      }
      i = Math.max(end, i + 1);
    }
    if (gapStart < 0) {
      return hex(0, PIECES);
    }
    return hex(0, gapStart) + "::" + hex(gapStart + gapLength, PIECES);
  }

  private String hex(int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(pieces[i]));
    }
    return text.toString();
  }
}
