package aifactory.launcher.declare;

import java.util.regex.Pattern;

/// What a person means by the target of a retraction: 64 hexadecimal digits are a document id, what
/// has a scheme is a URL, what looks like a host is a domain with its subdomains.
///
/// @param kind DOCUMENT, URL or DOMAIN
public record TakedownGuess(String kind, String text) {
  private static final Pattern DOCUMENT = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+");
  private static final Pattern DOMAIN =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}])?");

  /// @throws IllegalArgumentException when it is none of these
  public static TakedownGuess of(String target) {
    String text = target.strip();
    if (DOCUMENT.matcher(text).matches()) {
      return new TakedownGuess("DOCUMENT", text);
    }
    if (DOMAIN.matcher(text).matches()) {
      return new TakedownGuess("DOMAIN", text);
    }
    if (SCHEME.matcher(text).matches()) {
      return new TakedownGuess("URL", text);
    }
    throw new IllegalArgumentException(
        "\"%s\" is neither a URL, nor a domain, nor a document id".formatted(target));
  }
}
