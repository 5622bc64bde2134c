package aifactory.preprocess.policy;

import aifactory.preprocess.document.RejectionReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the opt-out signals that a collector saw on a page: robots meta, `X-Robots-Tag`, TDM
/// headers. Directives are split at commas; `none` means `noindex, nofollow`.
///
/// `{"robots": "index, NoAI"}` → [RejectionReason#CONSENT_NOAI]
public final class ConsentSignals {
  private static final List<String> TDM_NAMES = List.of("tdm-reservation", "tdm:reservation");

  private ConsentSignals() {}

  /// The reason to leave the document out, if its publisher gave one; the strictest about AI first.
  public static Optional<RejectionReason> refusal(Map<String, String> consent) {
    if (consent.isEmpty()) {
      return Optional.empty();
    }
    if (has(consent, "noai")) {
      return Optional.of(RejectionReason.CONSENT_NOAI);
    }
    if (reservesMining(consent)) {
      return Optional.of(RejectionReason.CONSENT_TDM_RESERVED);
    }
    return has(consent, "noindex") || has(consent, "none")
        ? Optional.of(RejectionReason.CONSENT_NOINDEX)
        : Optional.empty();
  }

  private static boolean has(Map<String, String> consent, String directive) {
    return consent.entrySet().stream()
        .filter(signal -> !isMiningSignal(signal.getKey()))
        .anyMatch(signal ->
            signal.getKey().equalsIgnoreCase(directive) && isSet(signal.getValue())
                || directives(signal.getValue()).anyMatch(directive::equals));
  }

  private static boolean reservesMining(Map<String, String> consent) {
    return consent.entrySet().stream()
        .anyMatch(signal -> isMiningSignal(signal.getKey()) && isSet(signal.getValue()));
  }

  private static boolean isMiningSignal(String name) {
    return TDM_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isSet(String value) {
    String said = value.strip().toLowerCase(Locale.ROOT);
    return !(said.equals("0") || said.equals("false") || said.equals("no"));
  }

  /// `googlebot: noindex, max-snippet:-1` → `noindex`, `max-snippet:-1`.
  private static Stream<String> directives(String value) {
    return Arrays.stream(value.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .map(part -> part.matches("[\\w-]+:\\s+.*") ? part.replaceFirst("[\\w-]+:\\s+", "") : part);
  }
}
