package aifactory.preprocess.document;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.event.DocumentFetched;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Which document this is and where it came from.
///
/// @param documentId hex
/// @param url canonical when http(s), else the URI as given
/// @param domain host without port, lower case; the URI's scheme where it has no host
/// @param rawPartition partition of `crawl.documents`; -1 outside the flow
/// @param rawOffset offset there
public record Origin(
    String documentId,
    String url,
    String domain,
    String sourceId,
    String sourceType,
    Instant fetchedAt,
    int rawPartition,
    long rawOffset) {

  /// Longer ones would not fit into the small records of rejections and retractions.
  private static final int MAX_URL = 4096;

  private static final int MAX_LABEL = 200;

  public Origin {
    url = cut(url, MAX_URL);
    domain = cut(domain, MAX_LABEL);
    sourceId = cut(sourceId, MAX_LABEL);
    sourceType = cut(sourceType, MAX_LABEL);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /// The origin of a fetched document; empty when its url is neither an http(s) URL nor another
  /// absolute URI, or is absurdly long.
  public static Optional<Origin> of(DocumentFetched fetched, int rawPartition, long rawOffset) {
    return Named.parse(fetched.getUrl())
        .filter(named -> named.text().length() <= MAX_URL)
        .map(named ->
            new Origin(
                DocumentId.of(named.text()),
                named.text(),
                named.domain(),
                fetched.getSourceId(),
                fetched.getSourceType(),
                fetched.getFetchedAt(),
                rawPartition,
                rawOffset));
  }

  /// The origin of a document whose url names nothing: its id is made of the text as given.
  public static Origin unusable(DocumentFetched fetched, int rawPartition, long rawOffset) {
    return new Origin(
        DocumentId.of(fetched.getUrl()),
        fetched.getUrl(),
        "",
        fetched.getSourceId(),
        fetched.getSourceType(),
        fetched.getFetchedAt(),
        rawPartition,
        rawOffset);
  }

  /// The part of an origin that the URL decides.
  private record Named(String text, String domain) {
    static Optional<Named> parse(String url) {
      Optional<Named> web =
          CanonicalUrl.parse(url).map(known -> new Named(known.text(), known.host()));
      return web.isPresent() ? web : otherUri(url.strip());
    }

    private static Optional<Named> otherUri(String url) {
      try {
        URI uri = new URI(url);
        String scheme = uri.getScheme();
        if (scheme == null || scheme.toLowerCase(Locale.ROOT).startsWith("http")) {
          return Optional.empty();
        }
        String domain = uri.getHost() == null ? scheme : uri.getHost();
        return Optional.of(new Named(url, domain.toLowerCase(Locale.ROOT)));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
  }
}
