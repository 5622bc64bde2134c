package aifactory.crawler.frontier;

import aifactory.event.SourceDeclared;

/// What the frontier must know of a source.
///
/// @param maxPages pages to take per host at most
record SourceTerms(boolean active, boolean local, long maxPages) {
  /// Of a source that nobody declared: public, without a limit of its own.
  static final SourceTerms UNDECLARED = new SourceTerms(true, false, Long.MAX_VALUE);

  /// Looks a source up by id.
  interface Lookup {
    SourceTerms of(String sourceId);
  }

  static SourceTerms of(SourceDeclared declared) {
    Long limit = declared.getMaxPages();
    return new SourceTerms(
        declared.getActive(), declared.getLocalAllowed(), limit == null ? Long.MAX_VALUE : limit);
  }
}
