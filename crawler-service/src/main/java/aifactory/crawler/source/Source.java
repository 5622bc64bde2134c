package aifactory.crawler.source;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.Sha256;
import aifactory.event.SourceDeclared;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source as the crawler works with it.
///
/// @param scope URL prefixes that links may lead into; empty = the host of the address
/// @param schedule time between visits; null = the kind's default
public record Source(
    String id,
    String kind,
    String address,
    List<String> scope,
    @Nullable Duration schedule,
    String licence,
    boolean localAllowed,
    boolean active,
    Instant declaredAt) {

  private static final String WWW = "www.";

  public static Source of(SourceDeclared declared) {
    return new Source(
        declared.getSourceId(),
        declared.getKind(),
        declared.getAddress(),
        List.copyOf(declared.getScope()),
        duration(declared.getSchedule()),
        declared.getLicence(),
        declared.getLocalAllowed(),
        declared.getActive(),
        declared.getDeclaredAt());
  }

  /// The source of a URL that somebody discovered without declaring a source: public addresses
  /// only, links within its host.
  public static Source undeclared(String id, String url) {
    return new Source(id, "web", url, List.of(), null, "unknown", false, true, Instant.EPOCH);
  }

  /// A source that a setting names: its id follows from what it is.
  public static Source configured(String kind, String address) {
    String id = kind + "-" + Sha256.hex(address.strip()).substring(0, 12);
    return new Source(
        id, kind, address.strip(), List.of(), null, "unknown", false, true, Instant.EPOCH);
  }

  /// Whether links may lead there: into a scope prefix, or, where there is none, to the address's
  /// host (with or without `www.`), same port.
  public boolean includes(CanonicalUrl url) {
    if (!scope.isEmpty()) {
      return scope.stream().anyMatch(prefix -> isUnder(prefix, url));
    }
    return CanonicalUrl.parse(address)
        .map(home -> bare(home.hostAndPort()).equals(bare(url.hostAndPort())))
        .orElse(false);
  }

  /// Hosts are compared whole: `http://a.org` is no prefix of `http://a.org.evil.net/`.
  private static boolean isUnder(String prefix, CanonicalUrl url) {
    Optional<CanonicalUrl> parsed = CanonicalUrl.parse(prefix);
    return parsed.isPresent()
        && parsed.get().hostAndPort().equals(url.hostAndPort())
        && url.text().startsWith(parsed.get().text());
  }

  private static String bare(String host) {
    return host.startsWith(WWW) ? host.substring(WWW.length()) : host;
  }

  private static @Nullable Duration duration(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Duration parsed = Duration.parse(text);
      return parsed.isPositive() ? parsed : null;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("schedule is not an ISO 8601 duration: " + text, e);
    }
  }
}
