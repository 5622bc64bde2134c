package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A collector's own requests: redirects are followed, each guarded like the first request.
final class SourcePages {
  private static final int MAX_REDIRECTS = 5;

  private final PageSource pages;
  private final Source source;
  private final int maxBytes;

  SourcePages(CollectorTools tools, Source source, int maxBytes) {
    this.pages = tools.pages();
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /// What is at an address.
  sealed interface Page {
    /// @param url where it was found in the end
    record Read(CanonicalUrl url, FetchResponse response) implements Page {
      byte[] body() {
        return response.body();
      }

      String contentType() {
        return response.header("content-type").orElse("");
      }
    }

    /// Nothing new since the copy whose validators were sent.
    record Unchanged() implements Page {}

    /// Nothing.
    record Missing(Failed outcome) implements Page {}
  }

  Page get(String address) {
    return get(address, null, null);
  }

  /// @param etag validator of the copy that is known
  /// @param lastModified validator of the copy that is known
  Page get(String address, @Nullable String etag, @Nullable String lastModified) {
    Optional<CanonicalUrl> url = CanonicalUrl.parse(address);
    for (int hop = 0; hop <= MAX_REDIRECTS && url.isPresent(); hop++) {
      CanonicalUrl place = url.get();
      FetchResponse response =
          pages.fetch(
              new FetchRequest(
                  place.text(),
                  source.localAllowed(),
                  Set.of(),
                  maxBytes,
                  false,
                  etag,
                  lastModified));
      switch (response.outcome()) {
        case FETCHED -> {
          return new Page.Read(place, response);
        }
        case NOT_MODIFIED -> {
          return new Page.Unchanged();
        }
        case REDIRECTED -> url = response.header("location").flatMap(place::resolve);
        default -> {
          Reason reason =
              response.outcome() == FetchOutcome.GONE ? Reason.NOT_FOUND : Reason.UNREADABLE;
          return new Page.Missing(
              new Failed(reason, response.outcome() + ": " + response.detail()));
        }
      }
    }
    return new Page.Missing(new Failed(Reason.MALFORMED_ADDRESS, "nothing behind " + address));
  }
}
