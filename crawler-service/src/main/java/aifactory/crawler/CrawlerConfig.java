package aifactory.crawler;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The crawler's settings. Each has an environment variable of its own, named in
/// `application.properties` beside its default.
@ConfigMapping(prefix = "crawler")
public interface CrawlerConfig {
  /// Directory for node id, progress and state.
  @NotBlank
  String home();

  /// Whether it crawls from the start or waits for a START command.
  boolean startsRunning();

  /// Name under which this crawler's groups and changelogs live; crawlers that share work share it.
  @NotBlank
  String name();

  Kafka kafka();

  Fetch fetch();

  Politeness politeness();

  Frontier frontier();

  Collectors collectors();

  Archive archive();

  /// Where the log is.
  interface Kafka {
    @NotBlank
    String bootstrapServers();

    @NotBlank
    String registryUrl();

    @Min(1)
    @Max(9)
    int replicationFactor();
  }

  /// Requests.
  interface Fetch {
    /// Requests at once, over all hosts.
    @Min(1)
    @Max(1024)
    int workers();

    /// Whether fewer are made at once while memory is short.
    boolean workersFollowMemory();

    /// Body bytes after decompression; more is refused.
    @Min(1024)
    @Max(10 * 1024 * 1024)
    int maxBodyBytes();

    @Min(1024)
    @Max(256 * 1024)
    int maxHeaderBytes();

    @Min(1)
    @Max(300)
    int connectSeconds();

    @Min(1)
    @Max(300)
    int readSeconds();

    /// From the request's start to the last byte.
    @Min(1)
    @Max(600)
    int wholeSeconds();

    @NotBlank
    String userAgent();

    @NotEmpty
    Set<String> contentTypes();

    /// Time between transactions of the fetcher.
    @Min(5)
    @Max(5000)
    int commitMillis();
  }

  /// What hosts are spared.
  interface Politeness {
    boolean respectRobots();

    /// Whether each site is asked for ai.txt and tdmrep.json.
    boolean readReservations();

    @DecimalMin("0")
    double minIntervalSeconds();

    @DecimalMin("0")
    double localMinIntervalSeconds();

    @Min(1)
    @Max(256)
    int concurrency();

    @Min(1)
    @Max(256)
    int localConcurrency();

    /// Between two batches of a fetcher.
    @DecimalMin("0")
    double batchPauseSeconds();

    /// Attempts handed out to the fetcher per permitted open request of a local host; the fetcher
    /// still holds to the bound.
    @Min(1)
    @Max(256)
    int localAhead();

    /// Longest Crawl-delay that is obeyed.
    @Min(1)
    @Max(3600)
    int maxDelaySeconds();

    @Min(60)
    @Max(86_400)
    int robotsKeepSeconds();

    @Min(1)
    @Max(86_400)
    int robotsRetrySeconds();
  }

  /// Visits.
  interface Frontier {
    @Min(60)
    long revisitSeconds();

    @Min(1)
    long retrySeconds();

    @Min(1)
    @Max(20)
    int maxAttempts();

    @Min(0)
    @Max(1000)
    int maxDepth();

    /// After this time without a report an attempt is handed out again.
    @Min(5)
    @Max(86_400)
    int leaseSeconds();

    /// Attempts out at once per partition.
    @Min(1)
    @Max(100_000)
    int maxInFlight();

    /// Attempts per cycle, over all nodes; 0 = cycles have no end.
    @Min(0)
    @Max(100_000_000)
    int cyclePages();

    /// Between two cycles.
    @DecimalMin("0")
    double cyclePauseSeconds();

    /// Time between rounds of the clock.
    @Min(5)
    @Max(5000)
    int roundMillis();

    /// Time between transactions of the frontier.
    @Min(5)
    @Max(5000)
    int commitMillis();
  }

  /// Archives of what was fetched.
  interface Archive {
    /// Where WARC files are written; none = nothing is archived.
    Optional<String> directory();

    /// A file that has grown so large is closed.
    @Min(1_000_000)
    long maxFileBytes();
  }

  /// Kinds of sources, and sources without a declaration of their own.
  interface Collectors {
    boolean rss();

    boolean news();

    boolean arxiv();

    boolean docs();

    /// Whether a site's sitemaps are read with it.
    boolean followSitemaps();

    /// Feeds of news.
    Optional<List<String>> newsFeeds();

    /// Addresses of documentation.
    Optional<List<String>> docSeedUrls();

    /// Hacker News items per visit.
    @Min(0)
    @Max(500)
    int hackerNewsItems();

    @NotBlank
    String arxivQuery();

    @Min(1)
    @Max(2000)
    int arxivMaxResults();

    boolean wikipedia();

    /// Addresses of Wikipedias' APIs.
    Optional<List<String>> wikipediaApis();

    /// Changes per visit.
    @Min(1)
    @Max(500)
    int wikipediaChanges();

    boolean git();

    /// Addresses of repositories.
    Optional<List<String>> gitRepositories();

    /// Bytes that a server may send for one commit.
    @Min(65_536)
    @Max(512 * 1024 * 1024)
    int gitMaxBytes();

    /// Documents of one repository.
    @Min(1)
    @Max(100_000)
    int gitMaxFiles();

    boolean autoDiscovery();

    /// Where searches are asked for; none = no discovery.
    Optional<String> discoveryEndpoint();

    Optional<List<String>> discoveryQueries();

    @Min(0)
    @Max(10_000)
    int discoverySeeds();

    @Min(1)
    @Max(100)
    int discoveryResults();
  }
}
