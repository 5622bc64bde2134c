package aifactory.crawler.sitemap;

import aifactory.contract.url.WebUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a sitemap lists.
///
/// @param sitemaps further ones, if it is an index
/// @param skipped entries that are no web address
public record Sitemap(Kind kind, List<Listed> urls, List<Listed> sitemaps, int skipped) {

  /// In which form it came.
  public enum Kind {
    INDEX,
    URLS,
    TEXT,
    FEED
  }

  /// One address.
  ///
  /// @param modified when it is said to have changed
  public record Listed(WebUrl url, Optional<Instant> modified) {}
}
