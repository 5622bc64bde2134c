package aifactory.crawler.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CollectorContractTest {
  private static final String FEED =
      """
      <?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>http://a.org/</link>
      <description>d</description><item><title>1</title><link>http://a.org/1#x</link></item>
      <item><title>2</title><link>/2</link></item>
      <item><title>3</title><link>http://b.org/3</link></item></channel></rss>
      """;

  @TempDir Path directory;
  private final Map<String, String> pages = new HashMap<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now().plusSeconds(60));
  private final Recording found = new Recording();

  private static final class Recording implements Findings {
    private final List<String> urls = new ArrayList<>();
    private final List<DocumentFetched> documents = new ArrayList<>();
    private int confirmed;
    private int failAfter = Integer.MAX_VALUE;

    @Override
    public void url(CanonicalUrl url, int depth, boolean seed) {
      urls.add(url.text() + " " + depth + (seed ? " seed" : ""));
    }

    @Override
    public void document(DocumentFetched document) {
      if (documents.size() >= failAfter) {
        throw new IllegalStateException("the process dies here");
      }
      documents.add(document);
    }

    @Override
    public void confirm() {
      confirmed++;
    }
  }

  @ParameterizedTest
  @EnumSource(CollectorCatalogue.class)
  void reportsAnAddressThatIsNoneAsAnOutcome(CollectorCatalogue entry) {
    CollectOutcome outcome =
        entry.open(tools()).collect(source(entry.kind(), "no such://thing \u0000", false), found);

    assertThat(outcome).isInstanceOf(CollectOutcome.Failed.class);
    assertThat(found.urls).isEmpty();
    assertThat(found.documents).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CollectorCatalogue.class)
  void confirmsWhatItFoundBeforeItReturns(CollectorCatalogue entry) throws IOException {
    String address = Examples.of(entry, directory, pages);

    CollectOutcome outcome =
        entry.open(tools()).collect(source(entry.kind(), address, false), found);

    assertThat(outcome).isInstanceOf(CollectOutcome.Collected.class);
    assertThat(found.urls.size() + found.documents.size()).isPositive();
    assertThat(found.confirmed).isPositive();
  }

  @Test
  void aFeedsEntriesAreUrlsToFetch() {
    pages.put("http://a.org/feed", FEED);

    collect("feed", "http://a.org/feed", false);

    assertThat(found.urls)
        .containsExactly("http://a.org/1 1", "http://a.org/2 1", "http://b.org/3 1");
  }

  @Test
  void aLocalFeedLeadsNowhereButToItsOwnHost() {
    pages.put("http://a.org/feed", FEED);

    CollectOutcome outcome = collect("feed", "http://a.org/feed", true);

    assertThat(found.urls).containsExactly("http://a.org/1 1", "http://a.org/2 1");
    assertThat(outcome).isEqualTo(new CollectOutcome.Collected(2, 0, 1));
  }

  @Test
  void nothingThatAFeedDeclaresIsExpanded() {
    pages.put(
        "http://a.org/feed",
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + FEED.substring(FEED.indexOf("<rss")).replace("http://b.org/3", "http://b.org/&x;"));

    assertThat(collect("feed", "http://a.org/feed", false))
        .isInstanceOf(CollectOutcome.Collected.class);
    assertThat(found.urls).contains("http://b.org/&x; 1");
  }

  @Test
  void aDirectoryIsWalkedInOrderAndOnlyKnownTypesWithinTheLimitAreTaken() throws IOException {
    Path site = Files.createDirectories(directory.resolve("site"));
    Files.createDirectories(site.resolve("b"));
    Files.writeString(site.resolve("b/two.txt"), "two");
    Files.writeString(site.resolve("a.html"), "<p>one");
    Files.writeString(site.resolve("c.md"), "# three");
    Files.writeString(site.resolve("big.txt"), "x".repeat(5000));
    Files.writeString(site.resolve("program.exe"), "MZ");
    Files.createSymbolicLink(site.resolve("out.txt"), Path.of("/etc/passwd"));

    CollectOutcome outcome = collect("file", site.toString(), false);

    assertThat(found.documents)
        .extracting(document -> document.getUrl().replaceAll(".*/site/", ""))
        .containsExactly("a.html", "b/two.txt", "c.md");
    assertThat(found.documents)
        .extracting(DocumentFetched::getContentType)
        .containsExactly("text/html", "text/plain", "text/markdown");
    assertThat(outcome).isEqualTo(new CollectOutcome.Collected(0, 3, 3));
  }

  @Test
  void aLaterVisitTakesOnlyWhatChanged() throws IOException {
    Path site = Files.createDirectories(directory.resolve("site"));
    Files.writeString(site.resolve("a.txt"), "a");
    collect("file", site.toString(), false);
    now.set(now.get().plusSeconds(3600));
    Path fresh = Files.writeString(site.resolve("b.txt"), "b");
    Files.setLastModifiedTime(fresh, java.nio.file.attribute.FileTime.from(now.get()));
    found.documents.clear();

    collect("file", site.toString(), false);

    assertThat(found.documents)
        .extracting(document -> document.getUrl().replaceAll(".*/", ""))
        .containsExactly("b.txt");
  }

  @Test
  void aWalkThatWasCutOffGoesOnWhereItWas() throws IOException {
    Path site = Files.createDirectories(directory.resolve("site"));
    for (int file = 100; file < 300; file++) {
      Files.writeString(site.resolve(file + ".txt"), "text " + file);
    }
    found.failAfter = 150;
    try {
      collect("file", site.toString(), false);
    } catch (IllegalStateException e) {
      found.failAfter = Integer.MAX_VALUE;
    }
    int before = found.documents.size();
    collect("file", site.toString(), false);

    assertThat(found.documents.stream().map(DocumentFetched::getUrl).distinct()).hasSize(200);
    assertThat(found.documents.size()).isLessThan(200 + before).isGreaterThanOrEqualTo(200);
  }

  @Test
  void anUpdatedEntryIsFetchedAgain() {
    pages.put("http://a.org/feed", FEED);
    collect("feed", "http://a.org/feed", false);
    found.urls.clear();
    pages.put("http://a.org/feed", FEED.replace("<title>2<", "<title>2, corrected<"));

    collect("feed", "http://a.org/feed", false);

    assertThat(found.urls)
        .containsExactly("http://a.org/1 1", "http://a.org/2 1 seed", "http://b.org/3 1");
  }

  private CollectOutcome collect(String kind, String address, boolean local) {
    return CollectorCatalogue.ofKind(kind)
        .orElseThrow()
        .open(tools())
        .collect(source(kind, address, local), found);
  }

  private CollectorTools tools() {
    return new CollectorTools(
        this::answer, now::get, 4096, directory.resolve("progress"), Examples.SETTINGS);
  }

  private FetchResponse answer(FetchRequest request) {
    @Nullable String page = pages.get(request.url());
    return page == null
        ? new FetchResponse(FetchOutcome.GONE, "404", 404, null, Map.of(), new byte[0])
        : new FetchResponse(
            FetchOutcome.FETCHED, null, 200, "127.0.0.1", Map.of(), page.getBytes(UTF_8));
  }

  private static Source source(String kind, String address, boolean local) {
    return new Source("s", kind, address, List.of(), null, "unknown", local, true, Instant.EPOCH);
  }
}
