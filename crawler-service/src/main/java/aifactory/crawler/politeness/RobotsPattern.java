package aifactory.crawler.politeness;

import java.nio.charset.StandardCharsets;

/// A path pattern of robots.txt (RFC 9309, 2.2.2 and 2.2.3): matched from the path's start, `*`
/// stands for anything, `$` at the end for the end. Both sides are compared in one
/// percent-encoding.
///
/// `/*.php$` matches `/a.php`, not `/a.php?x`
final class RobotsPattern {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final String text;
  private final boolean anchored;

  RobotsPattern(String written) {
    this.anchored = written.endsWith("$");
    String pattern = anchored ? written.substring(0, written.length() - 1) : written;
    this.text = normal(pattern, true).replaceAll("\\*{2,}", "*");
  }

  /// How specific it is: the longest match wins.
  int octets() {
    return text.length() + (anchored ? 1 : 0);
  }

  /// @param path normalised by [#normalPath]
  boolean matches(String path) {
    int star = -1;
    int retry = 0;
    int i = 0;
    int p = 0;
    while (true) {
      if (p == text.length() && (!anchored || i == path.length())) {
        return true;
      }
      if (p < text.length() && text.charAt(p) == '*') {
        star = p++;
        retry = i;
      } else if (p < text.length() && i < path.length() && text.charAt(p) == path.charAt(i)) {
        p++;
        i++;
      } else if (star >= 0 && retry < path.length()) {
        i = ++retry;
        p = star + 1;
      } else {
        return false;
      }
    }
  }

  /// A URL's path and query, in which no character is a wildcard.
  static String normalPath(String pathAndQuery) {
    return normal(pathAndQuery, false);
  }

  /// Octets beyond ASCII and controls encoded, unreserved ones decoded, hexadecimals in upper case.
  private static String normal(String text, boolean wildcards) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder normal = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int octet = bytes[i] & 0xFF;
      int decoded = octet == '%' ? decoded(bytes, i) : -1;
      if (decoded >= 0) {
        i += 2;
        if (UNRESERVED.indexOf(decoded) >= 0) {
          normal.append((char) decoded);
        } else {
          encode(normal, decoded);
        }
      } else if (octet <= 0x20 || octet >= 0x7F || octet == '$' || octet == '*' && !wildcards) {
        encode(normal, octet);
      } else {
        normal.append((char) octet);
      }
    }
    return normal.toString();
  }

  private static int decoded(byte[] bytes, int at) {
    if (at + 2 >= bytes.length) {
      return -1;
    }
    int high = Character.digit((char) bytes[at + 1], 16);
    int low = Character.digit((char) bytes[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static void encode(StringBuilder out, int octet) {
    out.append('%').append(HEX[octet >> 4]).append(HEX[octet & 0xF]);
  }
}
