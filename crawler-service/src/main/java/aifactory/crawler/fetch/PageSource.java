package aifactory.crawler.fetch;

/// Whoever answers requests: the network, or a script in tests. Never throws for what a server or
/// the network does: that is the response's outcome.
public interface PageSource {
  FetchResponse fetch(FetchRequest request);
}
