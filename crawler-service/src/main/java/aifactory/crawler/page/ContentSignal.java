package aifactory.crawler.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `Content-Signal: search=yes, ai-train=no`, in a header or in robots.txt. A "no" to training is
/// recorded as `noai` too, the name under which policies know every such refusal.
public final class ContentSignal {
  static final String NAME = "content-signal";

  private static final String REFUSAL = "noai";

  private ContentSignal() {}

  /// @param values as said, in any order
  public static void record(List<String> values, Map<String, String> consent) {
    if (values.isEmpty()) {
      return;
    }
    String said = String.join(", ", values);
    consent.merge(NAME, said, (one, two) -> one + ", " + two);
    String plain = said.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
    if (plain.matches("(.*[,;])?ai-train=no([,;].*)?")) {
      consent.putIfAbsent(REFUSAL, NAME + ": " + said);
    }
  }
}
