package aifactory.contract.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The segments of a path while it is parsed: dot segments are resolved as they come, and `file`
/// paths keep their drive letter. One thread.
final class UrlPath {
  private static final int ENCODED_DOTS = "%2e%2e".length();
  private static final String ENDS_SEGMENT = "/\\?#";

  private final List<String> segments;
  private final boolean file;

  private UrlPath(List<String> segments, boolean file) {
    this.segments = segments;
    this.file = file;
  }

  static UrlPath empty(String scheme) {
    return new UrlPath(new ArrayList<>(), scheme.equals("file"));
  }

  /// A copy of another URL's path.
  static UrlPath of(WebUrl url) {
    List<String> segments =
        url.path().isEmpty() ? List.of() : Arrays.asList(url.path().substring(1).split("/", -1));
    return new UrlPath(new ArrayList<>(segments), url.scheme().equals("file"));
  }

  /// Adds a percent-encoded segment.
  ///
  /// @param last whether nothing of the path follows
  void add(String segment, boolean last) {
    String dots = segment.length() > ENCODED_DOTS ? segment : segment.replaceAll("(?i)%2e", ".");
    if (dots.equals("..")) {
      shorten();
    }
    if (dots.equals("..") || dots.equals(".")) {
      if (last) {
        segments.add("");
      }
      return;
    }
    boolean drive = file && segments.isEmpty() && isDrive(segment);
    segments.add(drive ? segment.charAt(0) + ":" : segment);
  }

  /// Without its last segment; a drive letter stays.
  void shorten() {
    boolean driveAlone = file && segments.size() == 1 && hasDrive();
    if (!driveAlone && !segments.isEmpty()) {
      segments.removeLast();
    }
  }

  void clear() {
    segments.clear();
  }

  /// Whether it starts with a drive letter, as in `/C:/x`.
  boolean hasDrive() {
    return !segments.isEmpty() && isDrive(segments.getFirst()) && segments.getFirst().endsWith(":");
  }

  /// The drive alone, where there is one.
  void keepDrive() {
    segments.subList(hasDrive() ? 1 : 0, segments.size()).clear();
  }

  String text() {
    return segments.isEmpty() ? "" : "/" + String.join("/", segments);
  }

  /// Whether a drive letter stands at that place, as a whole segment.
  static boolean drivesAt(String text, int at) {
    return text.length() - at >= 2
        && isDrive(text.substring(at, at + 2))
        && (text.length() - at == 2 || ENDS_SEGMENT.indexOf(text.charAt(at + 2)) >= 0);
  }

  /// `C:` or `C|`.
  static boolean isDrive(String text) {
    return text.length() == 2
        && (text.charAt(0) | 0x20) >= 'a'
        && (text.charAt(0) | 0x20) <= 'z'
        && (text.charAt(1) == ':' || text.charAt(1) == '|');
  }
}
