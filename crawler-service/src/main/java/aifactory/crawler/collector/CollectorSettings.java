package aifactory.crawler.collector;

import java.util.List;
import java.util.Set;

/// What an operator may set for collectors.
///
/// @param disabled kinds that make no request (`ENABLE_…_COLLECTOR=0`)
/// @param followSitemaps whether the sitemaps of a site are read with it
/// @param hackerNewsItems items asked for per visit
/// @param arxivQuery search for arXiv sources that have none in their address
/// @param arxivMaxResults papers per visit
/// @param wikipediaChanges changes taken per visit to a Wikipedia's API
public record CollectorSettings(
    Set<String> disabled,
    boolean followSitemaps,
    int hackerNewsItems,
    String arxivQuery,
    int arxivMaxResults,
    int wikipediaChanges,
    Git git,
    Discovery discovery) {

  /// Git repositories.
  ///
  /// @param maxBytes of what a server sends for one commit
  /// @param maxFiles documents of one repository
  public record Git(int maxBytes, int maxFiles) {}

  /// Search for what nobody registered.
  ///
  /// @param endpoint empty = none
  /// @param seedsPerVisit pages taken per visit, over all queries
  /// @param resultsPerQuery results looked at
  public record Discovery(
      String endpoint, List<String> queries, int seedsPerVisit, int resultsPerQuery) {}

  /// As without settings.
  public static final CollectorSettings DEFAULTS =
      new CollectorSettings(
          Set.of(),
          true,
          15,
          "cat:cs.LG OR cat:cs.CL OR cat:cs.AI",
          30,
          200,
          new Git(32 << 20, 2_000),
          new Discovery("", List.of(), 24, 8));

  public boolean enables(String kind) {
    return !disabled.contains(kind);
  }
}
