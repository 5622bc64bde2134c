package aifactory.contract.id;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Parts of a URL that say who came from where, not what is there: tracking parameters and session
/// ids. They multiply URLs, so they are no part of a document's identity.
final class VisitorMarks {
  private static final Set<String> TRACKING =
      Set.of(
          "gclid",
          "gclsrc",
          "dclid",
          "wbraid",
          "gbraid",
          "fbclid",
          "msclkid",
          "yclid",
          "twclid",
          "ttclid",
          "igshid",
          "mc_cid",
          "mc_eid",
          "_ga",
          "_gl",
          "_hsenc",
          "_hsmi",
          "mkt_tok",
          "oly_anon_id",
          "oly_enc_id",
          "vero_id",
          "wickedid",
          "rb_clickid",
          "s_cid",
          "li_fat_id",
          "epik",
          "srsltid");
  private static final List<String> TRACKING_FAMILIES = List.of("utm_", "pk_", "mtm_", "hsa_");
  private static final Set<String> SESSIONS =
      Set.of("phpsessid", "jsessionid", "cfid", "cftoken", "sessionid", "session_id", "zenid");
  private static final String ASP_SESSION = "aspsessionid";

  /// `sid` and `s` may be anything; with such a value they are a session.
  private static final Set<String> MAYBE_SESSIONS = Set.of("sid", "osid", "s");

  private static final Pattern SESSION_VALUE = Pattern.compile("[0-9a-fA-F]{26,}");
  private static final Pattern SESSION_PATH =
      Pattern.compile(";jsessionid=[^/;?]*", Pattern.CASE_INSENSITIVE);

  private VisitorMarks() {}

  /// Whether a `name=value` of a query is one.
  static boolean isOne(String parameter) {
    int equals = parameter.indexOf('=');
    String name =
        (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : parameter.substring(equals + 1);
    return TRACKING.contains(name)
        || TRACKING_FAMILIES.stream().anyMatch(name::startsWith)
        || SESSIONS.contains(name)
        || name.startsWith(ASP_SESSION)
        || MAYBE_SESSIONS.contains(name) && SESSION_VALUE.matcher(value).matches();
  }

  /// `/shop;jsessionid=1A/cart` → `/shop/cart`
  static String withoutSession(String path) {
    return path.indexOf(';') < 0 ? path : SESSION_PATH.matcher(path).replaceAll("");
  }
}
