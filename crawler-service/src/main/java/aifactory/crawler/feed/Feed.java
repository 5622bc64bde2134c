package aifactory.crawler.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A feed.
///
/// @param title as markup where the feed says that it is markup
/// @param link page that the feed belongs to
public record Feed(Optional<String> title, Optional<String> link, List<Entry> entries) {

  /// One entry.
  ///
  /// @param id what the feed calls it; else its link
  /// @param link resolved; of the page that the entry announces
  /// @param summary sanitised markup or text
  /// @param content the whole text where the feed has it, else the summary
  public record Entry(
      Optional<String> id,
      Optional<String> title,
      Optional<String> link,
      Optional<Instant> published,
      Optional<Instant> updated,
      Optional<String> summary,
      Optional<String> content) {}
}
