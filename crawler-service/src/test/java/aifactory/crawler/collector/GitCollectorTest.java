package aifactory.crawler.collector;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.collector.CollectOutcome.Collected;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.fetch.FetchLimits;
import aifactory.crawler.fetch.HttpFetcher;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitCollectorTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path directory;
  private final Visited visited = new Visited();

  @Test
  void theLastCommitsDocumentsComeOverTheGuardedNetwork() throws Exception {
    Path work = GitExample.in(directory.resolve("repository"));
    try (GitExample site = new GitExample(work);
        HttpFetcher network = network()) {
      Source source = Visited.source("git", site.url(), true);

      CollectOutcome first = visited.once(source, directory.resolve("progress"), network);

      assertThat(first).isEqualTo(new Collected(0, 2, 1));
      String base = site.url().replace(".git", "/blob/HEAD/");
      assertThat(visited.documents)
          .extracting(one -> one.getUrl() + " " + Visited.text(one) + " " + one.getContentType())
          .containsExactlyInAnyOrder(
              base + "README.md # A gate text/markdown",
              base + "docs/the%20guide.txt Open it. text/plain");
      assertThat(visited.documents).extracting(DocumentFetched::getLicence).containsOnly("mit");
      assertThat(visited.documents).extracting(DocumentFetched::getSourceType).containsOnly("docs");

      assertThat(visited.once(source, directory.resolve("progress"), network))
          .as("nothing new")
          .isEqualTo(new Collected(0, 0, 0));

      visited.documents.clear();
      Files.writeString(work.resolve("README.md"), "# A wider gate");
      try (Git git = Git.open(work.toFile())) {
        GitExample.commit(git, "three");
      }
      visited.once(source, directory.resolve("progress"), network);
      assertThat(visited.documents).extracting(Visited::text).containsExactly("# A wider gate");
    }
  }

  @Test
  void aServerOnThisMachineIsAskedOnlyWhereThatIsAllowed() throws IOException {
    try (GitExample site = new GitExample(GitExample.in(directory.resolve("repository")));
        HttpFetcher network = network()) {
      CollectOutcome outcome =
          visited.once(
              Visited.source("git", site.url(), false), directory.resolve("progress"), network);

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.toString()).contains("ADDRESS_FORBIDDEN");
      assertThat(visited.documents).isEmpty();
    }
  }

  @Test
  void moreThanTheLimitIsNotTaken() throws IOException {
    visited.settings = small();
    try (GitExample site = new GitExample(GitExample.in(directory.resolve("repository")));
        HttpFetcher network = network()) {
      CollectOutcome outcome =
          visited.once(
              Visited.source("git", site.url(), true), directory.resolve("progress"), network);

      assertThat(outcome.toString()).contains("UNREADABLE", "TOO_LARGE");
    }
  }

  @Test
  void anotherBranchOrARepositoryThatIsNotThereIsNamed() throws IOException {
    try (GitExample site = new GitExample(GitExample.in(directory.resolve("repository")));
        HttpFetcher network = network()) {
      Path progress = directory.resolve("progress");
      assertThat(visited.once(Visited.source("git", site.url() + "#main", true), progress, network))
          .isEqualTo(new Collected(0, 2, 1));
      assertThat(visited.once(Visited.source("git", site.url() + "#none", true), progress, network))
          .isInstanceOf(Failed.class);
      assertThat(visited.once(Visited.source("git", site.url() + "x", true), progress, network))
          .isInstanceOf(Failed.class);
      assertThat(visited.once(Visited.source("git", directory.toString(), true), progress, network))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.NOT_FOUND));
    }
  }

  @Test
  void usualLicencesAreToldByTheirText() {
    assertThat(LicenceText.tag("   Apache License\n  Version 2.0, January 2004"))
        .hasValue("apache-2.0");
    assertThat(LicenceText.tag("GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June"))
        .hasValue("gpl-3.0");
    assertThat(LicenceText.tag("Creative Commons Attribution-ShareAlike 4.0 International"))
        .hasValue("cc-by-sa-4.0");
    assertThat(LicenceText.tag("All rights reserved.")).isEmpty();
  }

  private static CollectorSettings small() {
    CollectorSettings usual = CollectorSettings.DEFAULTS;
    return new CollectorSettings(
        usual.disabled(),
        usual.followSitemaps(),
        usual.hackerNewsItems(),
        usual.arxivQuery(),
        usual.arxivMaxResults(),
        usual.wikipediaChanges(),
        new CollectorSettings.Git(100, 10),
        usual.discovery());
  }

  private static HttpFetcher network() {
    return new HttpFetcher(new FetchLimits(LIMIT, LIMIT, LIMIT, 64 * 1024), "Test/1");
  }
}
