package aifactory.contract.url;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Host parsing of the WHATWG URL Standard: IPv6 literals, opaque hosts, domains by UTS #46, and
/// the many spellings of an IPv4 address.
final class UrlHost {
  private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";

  /// UTS #46 with CheckBidi, CheckJoiners and non-transitional processing; hyphens and lengths are
  /// not checked.
  private static final class Names {
    static final IDNA UTS46 =
        IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
    static final Set<IDNA.Error> UNCHECKED =
        EnumSet.of(
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private Names() {}
  }

  private UrlHost() {}

  /// The host in its serialised form, or empty when it is none.
  static Optional<String> parse(String input, boolean special) {
    if (input.startsWith("[")) {
      return input.endsWith("]")
          ? Ipv6Address.parse(input.substring(1, input.length() - 1)).map(ip -> "[" + ip + "]")
          : Optional.empty();
    }
    if (!special) {
      return opaque(input);
    }
    if (isPlain(input)) {
      return withNumbers(input);
    }
    return domainToAscii(PercentEncoding.decode(input))
        .filter(domain -> domain.chars().noneMatch(UrlHost::isForbiddenInDomain))
        .flatMap(UrlHost::withNumbers);
  }

  private static Optional<String> withNumbers(String domain) {
    return Ipv4Address.endsInNumber(domain) ? Ipv4Address.parse(domain) : Optional.of(domain);
  }

  /// Most hosts: lower-case letters, digits, dots and hyphens, no Punycode.
  private static boolean isPlain(String input) {
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
        return false;
      }
    }
    return !input.isEmpty() && !input.contains("xn--");
  }

  private static Optional<String> opaque(String input) {
    if (input.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    return Optional.of(PercentEncoding.C0_CONTROL.encode(input));
  }

  private static boolean isForbiddenInDomain(int c) {
    return c <= 0x1F || c == 0x7F || c == '%' || FORBIDDEN.indexOf(c) >= 0;
  }

  private static Optional<String> domainToAscii(String domain) {
    boolean ascii = domain.chars().allMatch(c -> c < 0x80);
    String lower = ascii ? domain.toLowerCase(Locale.ROOT) : domain;
    if (ascii && !lower.startsWith("xn--") && !lower.contains(".xn--")) {
      return lower.isEmpty() ? Optional.empty() : Optional.of(lower);
    }
    StringBuilder result = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    Names.UTS46.nameToASCII(domain, result, info);
    Set<IDNA.Error> errors =
        info.getErrors().isEmpty() ? Set.of() : EnumSet.copyOf(info.getErrors());
    boolean failed = !Names.UNCHECKED.containsAll(errors);
    return failed || result.isEmpty() ? Optional.empty() : Optional.of(result.toString());
  }
}
