package aifactory.crawler.archive;

import aifactory.crawler.fetch.FetchResponse;
import java.time.Instant;

/// Where answers are kept as they came. An attempt that is made again after a crash is kept again.
public interface ResponseArchive extends AutoCloseable {
  /// Keeps nothing.
  ResponseArchive NONE = (url, response, at, copy) -> {};

  /// What our copy of a page is worth after an answer.
  enum Copy {
    /// There was none, or it is out of date.
    NEW,
    /// The server said that it is current (304).
    NOT_MODIFIED,
    /// The answer is the same, byte for byte.
    SAME
  }

  /// Keeps an answer. Never throws for what the disk does.
  ///
  /// @param at when it was asked for
  void keep(String url, FetchResponse response, Instant at, Copy copy);

  @Override
  default void close() {}
}
