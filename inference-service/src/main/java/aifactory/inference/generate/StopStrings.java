package aifactory.inference.generate;

import java.util.List;

/// Ends an answer before a stop string, also when it arrives across several tokens: text that may
/// be its beginning is held back until that is decided. Not thread-safe.
public final class StopStrings {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  public StopStrings(List<String> stops) {
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
  }

  /// The text that may be shown after this piece.
  public String append(String piece) {
    held.append(piece);
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    found = first >= 0;
    return take(found ? first : held.length() - beginningOfAStop());
  }

  /// Whether a stop string was met; nothing may be appended after.
  public boolean isFound() {
    return found;
  }

  /// What was held back and turned out to be no stop string, because the answer ended otherwise.
  public String rest() {
    return found ? "" : take(held.length());
  }

  private int beginningOfAStop() {
    int longest = 0;
    for (String stop : stops) {
      int length = Math.min(stop.length() - 1, held.length());
      while (length > longest && !stop.startsWith(held.substring(held.length() - length))) {
        length--;
      }
      longest = Math.max(longest, length);
    }
    return longest;
  }

  private String take(int length) {
    String taken = held.substring(0, length);
    held.delete(0, length);
    return taken;
  }
}
