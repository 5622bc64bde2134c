package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an article is to be read: the same address whether it came by dump or by change, so that
/// it is one document.
final class WikiPlace {
  /// Of all Wikipedias.
  static final String LICENCE = "cc-by-sa-4.0";

  /// MediaWiki writes these into its addresses unencoded.
  private static final Pattern LEFT_AS_THEY_ARE =
      Pattern.compile("%(3B|40|24|21|28|29|2C|2F|7E|3A)");

  private WikiPlace() {}

  /// `https://en.wikipedia.org/wiki/Alan_Turing`
  static Optional<String> of(String base, String title) {
    String encoded = URLEncoder.encode(title.replace(' ', '_'), StandardCharsets.UTF_8);
    String name =
        LEFT_AS_THEY_ARE
            .matcher(encoded)
            .replaceAll(match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    return CanonicalUrl.parse(base + name).map(CanonicalUrl::text);
  }
}
