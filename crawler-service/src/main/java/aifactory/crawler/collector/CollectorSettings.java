package aifactory.crawler.collector;

import java.util.Set;

/// What an operator may set for collectors.
///
/// @param disabled kinds that make no request (`ENABLE_…_COLLECTOR=0`)
/// @param followSitemaps whether the sitemaps of a site are read with it
/// @param hackerNewsItems items asked for per visit
/// @param arxivQuery search for arXiv sources that have none in their address
/// @param arxivMaxResults papers per visit
public record CollectorSettings(
    Set<String> disabled,
    boolean followSitemaps,
    int hackerNewsItems,
    String arxivQuery,
    int arxivMaxResults) {

  /// As without settings.
  public static final CollectorSettings DEFAULTS =
      new CollectorSettings(Set.of(), true, 15, "cat:cs.LG OR cat:cs.CL OR cat:cs.AI", 30);

  public boolean enables(String kind) {
    return !disabled.contains(kind);
  }
}
