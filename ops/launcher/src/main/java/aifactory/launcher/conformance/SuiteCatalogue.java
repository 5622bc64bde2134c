package aifactory.launcher.conformance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Every suite by the name that people type. A suite whose code lives in a service is one line with
/// [ServiceSuite].
public enum SuiteCatalogue {
  /// Character set of a page: `*.dat` files with `#data` and `#encoding` sections.
  CHARSET(root -> new CharsetSuite()),
  /// URLs: `urltestdata*.json` of web-platform tests.
  URL(root -> crawler(root, "UrlConformance")),
  /// Rules of robots.txt files.
  ROBOTS(root -> crawler(root, "RobotsConformance")),
  /// Feeds whose comment says what they hold.
  FEED(root -> crawler(root, "FeedConformance")),
  /// Addresses that sitemap files list.
  SITEMAP(root -> crawler(root, "SitemapConformance")),
  /// Articles of MediaWiki dumps.
  WIKIPEDIA(root -> crawler(root, "WikipediaConformance")),
  /// Papers of recorded answers of the arXiv API.
  ARXIV(root -> crawler(root, "ArxivConformance")),
  /// Documents of WARC and WET files.
  WARC(root -> crawler(root, "ArchiveConformance")),
  /// Texts of Aozora Bunko by their character set.
  AOZORA(root -> crawler(root, "AozoraConformance"));

  private final Function<Path, Suite> making;

  SuiteCatalogue(Function<Path, Suite> making) {
    this.making = making;
  }

  private static Suite crawler(Path root, String mainClass) {
    return new ServiceSuite(
        root.resolve("crawler-service/target/quarkus-app"),
        "aifactory.crawler.conformance." + mainClass);
  }

  /// The suite, for a product folder.
  public Suite in(Path root) {
    return making.apply(root);
  }

  /// Name on the command line.
  public String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The suite of that name.
  public static Optional<SuiteCatalogue> named(String name) {
    return Arrays.stream(values()).filter(suite -> suite.commandName().equals(name)).findFirst();
  }
}
