package aifactory.crawler.source;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.Sha256;
import aifactory.event.SourceDeclared;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
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

  /// Prefixes are made canonical once, not for every link; one that is no URL includes nothing.
  public Source {
    scope =
        scope.stream()
            .map(prefix ->
                CanonicalUrl.parse(prefix).map(CanonicalUrl::text).orElse("no URL: " + prefix))
            .toList();
  }

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
  ///
  /// @param schedule time between visits; null = the kind's default
  public static Source configured(String kind, String address, @Nullable Duration schedule) {
    String id = kind + "-" + Sha256.hex(address.strip()).substring(0, 12);
    return new Source(
        id, kind, address.strip(), List.of(), schedule, "unknown", false, true, Instant.EPOCH);
  }

  /// Whether links may lead there: into a scope prefix, or, where there is none, to the address's
  /// host (with or without `www.`), same port.
  public boolean includes(CanonicalUrl url) {
    if (!scope.isEmpty()) {
      // Hosts are compared whole: a canonical prefix has at least the slash behind its host.
      return scope.stream().anyMatch(url.text()::startsWith);
    }
    return CanonicalUrl.parse(address)
        .map(home -> bare(home.hostAndPort()).equals(bare(url.hostAndPort())))
        .orElse(false);
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
