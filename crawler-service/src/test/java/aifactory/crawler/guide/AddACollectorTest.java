package aifactory.crawler.guide;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.Collector;
import aifactory.crawler.collector.CollectorSettings;
import aifactory.crawler.collector.CollectorTools;
import aifactory.crawler.collector.Findings;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code of `docs/guides/add-a-collector.md`, compiled and run.
final class AddACollectorTest {
  // snippet:collector
  /// A list of addresses: each line of a text file on the web is a URL to fetch.
  record LinkListCollector(CollectorTools tools) implements Collector {
    @Override
    public CollectOutcome collect(Source source, Findings findings) {
      FetchResponse list =
          tools
              .pages()
              .fetch(
                  new FetchRequest(
                      source.address(),
                      source.localAllowed(),
                      Set.of("text/plain"),
                      tools.maxBytes(),
                      false,
                      null,
                      null));
      if (list.outcome() != FetchOutcome.FETCHED) {
        return new CollectOutcome.Failed(Reason.UNREADABLE, list.outcome() + ": " + list.detail());
      }
      List<String> lines = new String(list.body(), StandardCharsets.UTF_8).lines().toList();
      List<CanonicalUrl> urls =
          lines.stream().map(CanonicalUrl::parse).flatMap(Optional::stream).toList();
      urls.forEach(url -> findings.url(url, 1, false));
      findings.confirm(); // returns when the log has them
      return new CollectOutcome.Collected(urls.size(), 0, lines.size() - urls.size());
    }
  }

  // end:collector

  @TempDir Path progress;

  private static final class Found implements Findings {
    private final List<String> urls = new ArrayList<>();
    private boolean confirmed;

    @Override
    public void url(CanonicalUrl url, int depth, boolean seed) {
      urls.add(url.text());
    }

    @Override
    public void document(DocumentFetched document) {
      throw new AssertionError("it collects URLs only");
    }

    @Override
    public void confirm() {
      confirmed = true;
    }
  }

  @Test
  void theExampleDoesWhatTheGuideSays() {
    Found found = new Found();

    CollectOutcome outcome =
        collect(FetchOutcome.FETCHED, "http://a.org/1#x\nnot a URL\nhttp://B.org\n", found);

    assertThat(outcome).isEqualTo(new CollectOutcome.Collected(2, 0, 1));
    assertThat(found.urls).containsExactly("http://a.org/1", "http://b.org/");
    assertThat(found.confirmed).isTrue();
  }

  @Test
  void theExampleNamesWhyAListCannotBeRead() {
    Found found = new Found();

    assertThat(collect(FetchOutcome.TIMED_OUT, "", found))
        .isEqualTo(new CollectOutcome.Failed(Reason.UNREADABLE, "TIMED_OUT: null"));
    assertThat(found.urls).isEmpty();
  }

  @Test
  void theGuideShowsThisCode() throws Exception {
    Path root = Path.of(System.getProperty("factory.root", ".."));
    List<String> lines =
        Files.readAllLines(
            root.resolve(
                "crawler-service/src/test/java/aifactory/crawler/guide/AddACollectorTest.java"));
    int from = lines.indexOf("  // snippet:collector") + 1;
    int to = lines.indexOf("  // end:collector");
    String snippet = String.join("\n", lines.subList(from, to)).stripTrailing().stripIndent();

    assertThat(from).isPositive();
    assertThat(Files.readString(root.resolve("docs/guides/add-a-collector.md"))).contains(snippet);
  }

  private CollectOutcome collect(FetchOutcome ending, String list, Found found) {
    CollectorTools tools =
        new CollectorTools(
            request -> answer(request, ending, list),
            Instant::now,
            1024,
            progress,
            CollectorSettings.DEFAULTS);
    Source source =
        new Source(
            "s",
            "list",
            "http://a.org/list.txt",
            List.of(),
            null,
            "unknown",
            false,
            true,
            Instant.EPOCH);
    return new LinkListCollector(tools).collect(source, found);
  }

  private static FetchResponse answer(FetchRequest request, FetchOutcome ending, String list) {
    assertThat(request.acceptedTypes()).containsExactly("text/plain");
    return new FetchResponse(
        ending, null, 200, null, Map.of(), list.getBytes(StandardCharsets.UTF_8));
  }
}
