package aifactory.crawler.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the comment of a test feed says, as far as it is about fields that the crawler reads.
///
/// `Expect: not bozo and entries[0]['title'] == 'x'` → entry 0, `title`, `x`
///
/// @param headers of the answer that the feed came in
record Expectation(List<Claim> claims, Optional<String> encoding, List<String[]> headers) {
  private static final Pattern EXPECT = Pattern.compile("Expect:\\s*(.*)");
  private static final Pattern HEADER = Pattern.compile("Header:\\s*([\\w-]+):\\s*(.*)");
  private static final Pattern ENCODING = Pattern.compile("\\bencoding\\s*==\\s*u?'([^']*)'");
  private static final Pattern CLAIM =
      Pattern.compile(
          "(entries\\[(\\d+)]|feed)(?:\\['(\\w+)']|\\.(\\w+))(?:\\[\\d])?(?:\\['(\\w+)']|\\.(\\w+))?"
              + "\\s*==\\s*(u?'(?:\\\\.|[^'\\\\])*'|u?\"(?:\\\\.|[^\"\\\\])*\"|\\([^)]*\\))");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", Pattern.DOTALL);

  /// One comparison.
  ///
  /// @param entry -1 for the feed itself
  /// @param part field of the field, such as `value`; empty for none
  record Claim(int entry, String field, String part, String value) {}

  /// Empty when the file says nothing.
  static Optional<Expectation> of(byte[] file) {
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32"))) {
      String text = new String(file, charset);
      Matcher expect = EXPECT.matcher(text);
      if (expect.find()) {
        return Optional.of(new Expectation(claims(expect.group(1)), encoding(text), headers(text)));
      }
    }
    return Optional.empty();
  }

  private static List<Claim> claims(String expression) {
    List<Claim> claims = new ArrayList<>();
    Matcher matcher = CLAIM.matcher(expression);
    while (matcher.find()) {
      String field = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
      String part = matcher.group(5) == null ? matcher.group(6) : matcher.group(5);
      int entry = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
      claims.add(new Claim(entry, field, part == null ? "" : part, literal(matcher.group(7))));
    }
    return claims;
  }

  private static Optional<String> encoding(String text) {
    Matcher matcher = ENCODING.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<String[]> headers(String text) {
    return HEADER
        .matcher(text)
        .results()
        .map(match ->
            new String[] {
              match.group(1).toLowerCase(java.util.Locale.ROOT), match.group(2).strip()
            })
        .toList();
  }

  /// A Python string literal, or a tuple as it stands.
  private static String literal(String written) {
    if (written.startsWith("(")) {
      return written;
    }
    String inside = written.substring(written.startsWith("u") ? 2 : 1, written.length() - 1);
    return ESCAPE
        .matcher(inside)
        .replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group(1))));
  }

  private static String unescaped(String code) {
    return switch (code.charAt(0)) {
      case 'u', 'x' ->
          code.length() > 1 ? Character.toString(Integer.parseInt(code.substring(1), 16)) : code;
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      default -> code;
    };
  }

  Optional<String> header(String name) {
    return headers.stream().filter(header -> header[0].equals(name)).map(h -> h[1]).findFirst();
  }
}
