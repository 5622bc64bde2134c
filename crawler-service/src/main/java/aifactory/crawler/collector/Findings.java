package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.event.DocumentFetched;

/// Where a collector puts what it finds.
public interface Findings {
  /// A URL to fetch. A seed may be fetched again although it was seen.
  void url(CanonicalUrl url, int depth, boolean seed);

  /// A document that the collector read itself.
  void document(DocumentFetched document);

  /// Returns when everything found so far is safe.
  void confirm();
}
