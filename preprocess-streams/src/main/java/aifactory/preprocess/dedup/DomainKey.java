package aifactory.preprocess.dedup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Keys that put the versions of a domain and its subdomains side by side: the labels reversed, a
/// zero, the version. `www.example.org` → `org.example.www\0…`
public final class DomainKey {
  private static final char END = '\0';
  private static final char AFTER_DOT = '/'; // the character after '.'

  private DomainKey() {}

  /// The key of a version.
  public static String of(String domain, String version) {
    return reversed(domain) + END + version;
  }

  /// The range that holds every version of a domain and its subdomains (and perhaps some of
  /// neighbours, whose names go on with `-`).
  public static Range under(String domain) {
    return new Range(reversed(domain) + END, reversed(domain) + AFTER_DOT);
  }

  /// Every version.
  public static Range all() {
    return new Range("", "\uFFFF");
  }

  private static String reversed(String domain) {
    List<String> labels = new ArrayList<>(Arrays.asList(domain.split("\\.")));
    Collections.reverse(labels);
    return String.join(".", labels);
  }

  /// From a key to a key, both included.
  public record Range(String from, String to) {}
}
