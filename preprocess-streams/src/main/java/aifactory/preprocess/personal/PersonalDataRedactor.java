package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Replaces personal data by typed tokens: `call 03-1234-5678` → `call [PHONE]`. Where two kinds
/// overlap, the one earlier in the catalogue wins. Pure and thread-safe.
public final class PersonalDataRedactor {
  /// The detectors, most certain first.
  private static final List<PersonalDataDetector> CATALOGUE =
      List.of(
          new KeyDetector(),
          new EmailDetector(),
          new AddressDetector(),
          new CheckedNumberDetector(),
          new PhoneDetector());

  /// A text without its personal data.
  ///
  /// @param found in order, places in the original text
  public record Redacted(String text, List<PersonalDatum> found) {
    public Map<PersonalDatum.Kind, Integer> counts() {
      Map<PersonalDatum.Kind, Integer> counts = new EnumMap<>(PersonalDatum.Kind.class);
      found.forEach(datum -> counts.merge(datum.kind(), 1, Integer::sum));
      return counts;
    }
  }

  public static List<PersonalDataDetector> catalogue() {
    return CATALOGUE;
  }

  public Redacted redact(String text) {
    List<PersonalDatum> found = find(text);
    if (found.isEmpty()) {
      return new Redacted(text, found);
    }
    StringBuilder redacted = new StringBuilder(text.length());
    int from = 0;
    for (PersonalDatum datum : found) {
      redacted.append(text, from, datum.start()).append(datum.kind().token());
      from = datum.end();
    }
    return new Redacted(redacted.append(text, from, text.length()).toString(), found);
  }

  private static List<PersonalDatum> find(String text) {
    if (text.chars()
        .noneMatch(c -> c == '@' || c == '＠' || c >= '0' && c <= '9' || c >= '０' && c <= '９')) {
      return List.of();
    }
    Passage passage = new Passage(text);
    List<PersonalDatum> all = new ArrayList<>();
    CATALOGUE.forEach(detector -> all.addAll(detector.find(passage)));
    // Stable: of two that begin together the more certain one stays first.
    all.sort(Comparator.comparingInt(PersonalDatum::start));
    List<PersonalDatum> kept = new ArrayList<>();
    for (PersonalDatum datum : all) {
      PersonalDatum last = kept.isEmpty() ? null : kept.getLast();
      if (last == null || datum.start() >= last.end()) {
        kept.add(datum);
      } else if (datum.kind().ordinal() < last.kind().ordinal()) {
        kept.removeLast();
        kept.add(datum);
      }
    }
    return kept;
  }
}
