package aifactory.crawler.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorsTest {
  @TempDir Path directory;
  private final Map<String, String> pages = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();
  private final List<DocumentFetched> documents = new ArrayList<>();

  @Test
  void aSiteIsKnownByItsSitemaps() {
    pages.put("http://a.org/robots.txt", "User-agent: *\nSitemap: /index.xml");
    pages.put(
        "http://a.org/index.xml",
        "<sitemapindex><sitemap><loc>http://a.org/1.xml</loc></sitemap>"
            + "<sitemap><loc>http://a.org/index.xml</loc></sitemap></sitemapindex>");
    pages.put("http://a.org/1.xml", Examples.SITEMAP);

    collect("web", "http://a.org/");

    assertThat(urls).containsExactly("http://a.org/ seed", "http://a.org/s");
    assertThat(asked).doesNotHaveDuplicates();
  }

  @Test
  void aSitemapsChangedPagesAreFetchedAgain() {
    String map = "<urlset><url><loc>http://a.org/%s</loc><lastmod>%s</lastmod></url></urlset>";
    pages.put("http://a.org/sitemap.xml", map.formatted("x", "2020-01-01"));
    collect("sitemap", "http://a.org/");
    collect("sitemap", "http://a.org/");
    pages.put("http://a.org/sitemap.xml", map.formatted("x", "2999-01-01"));
    collect("sitemap", "http://a.org/");

    assertThat(urls).containsExactly("http://a.org/x", "http://a.org/x", "http://a.org/x seed");
  }

  @Test
  void hackerNewsAsksForNoMoreItemsThanItMay() {
    pages.put("http://a.org/v0/topstories.json", "[" + "1,".repeat(20) + "2]");
    pages.put("http://a.org/v0/item/1.json", "{\"id\":1,\"title\":\"Ask\",\"text\":\"Why?\"}");

    CollectOutcome outcome = collect("hackernews", "http://a.org/v0/topstories.json");

    assertThat(asked.stream().filter(url -> url.contains("/item/"))).hasSize(15);
    assertThat(outcome).isEqualTo(new CollectOutcome.Collected(0, 15, 0));
    assertThat(documents.getFirst().getUrl()).isEqualTo("https://news.ycombinator.com/item?id=1");
  }

  @Test
  void arxivGoesOnWhereItStoppedAlsoWhenPapersWereAddedInFront() {
    String search = "http://a.org/api/query?search_query=all:gate";
    String tail = "&sortBy=submittedDate&sortOrder=descending&max_results=30&start=";
    pages.put(search + tail + "0", Examples.ARXIV.formatted(100));
    pages.put(search + tail + "2", Examples.ARXIV.formatted(103));
    pages.put(search + tail + "7", Examples.ARXIV.formatted(103));

    assertThat(collect("arxiv", search)).isEqualTo(new CollectOutcome.Collected(0, 1, 1));
    collect("arxiv", search);
    collect("arxiv", search);

    assertThat(asked)
        .containsExactly(search + tail + "0", search + tail + "2", search + tail + "7");
    assertThat(documents.getFirst())
        .satisfies(paper -> {
          assertThat(paper.getUrl()).isEqualTo("https://arxiv.org/abs/2101.00001");
          assertThat(text(paper)).isEqualTo("On Gates\n\nWe open a gate.\n");
          assertThat(paper.getSourceType()).isEqualTo("arxiv");
        });
  }

  @Test
  void aWikipediaDumpOfManyStreamsGivesItsArticlesOnce() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int half = Examples.WIKI.indexOf("<page><title>旧");
    for (String part : List.of(Examples.WIKI.substring(0, half), Examples.WIKI.substring(half))) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      try (var out = new BZip2CompressorOutputStream(stream)) {
        out.write(part.getBytes(UTF_8));
      }
      packed.write(stream.toByteArray());
    }
    Path dump = Files.write(directory.resolve("dump.xml.bz2"), packed.toByteArray());

    assertThat(collect("wikipedia", dump.toString()))
        .isEqualTo(new CollectOutcome.Collected(0, 1, 2));
    collect("wikipedia", dump.toUri().toString());

    assertThat(documents)
        .singleElement()
        .satisfies(article -> {
          assertThat(article.getUrl())
              .isEqualTo("https://ja.wikipedia.org/wiki/%E6%B8%AF_(%E7%94%BA)");
          assertThat(article.getContentType()).startsWith("text/x-wiki");
          assertThat(article.getTitle()).isEqualTo("港 (町)");
          assertThat(article.getLanguage()).isEqualTo("ja");
          assertThat(article.getLicence()).isEqualTo("cc-by-sa-4.0");
          assertThat(text(article)).contains("'''港'''は町である。<ref>");
        });
  }

  @Test
  void aDumpThatBreaksOffGivesWhatStandsBefore() throws IOException {
    String cut = Examples.WIKI.substring(0, Examples.WIKI.indexOf("議論"));
    Path dump = Files.writeString(directory.resolve("dump.xml"), cut);

    collect("wikipedia", dump.toString());

    assertThat(documents).hasSize(1);
  }

  @Test
  void anArchivesAnswersAreDocuments() throws IOException {
    String wet = Examples.record("conversion", "http://a.org/t", "only text");
    String missing = Examples.record("response", "http://a.org/m", "HTTP/1.1 404 No\r\n\r\nno");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (byte[] part :
        List.of(Examples.warc("http://a.org/w"), wet.getBytes(UTF_8), missing.getBytes(UTF_8))) {
      try (var out = new GZIPOutputStream(packed)) {
        out.write(part);
      }
    }
    Path archive = Files.write(directory.resolve("a.warc.gz"), packed.toByteArray());

    assertThat(collect("warc", archive.toString()))
        .isEqualTo(new CollectOutcome.Collected(0, 2, 1));
    assertThat(collect("warc", archive.toString()))
        .as("nothing new")
        .isEqualTo(new CollectOutcome.Collected(0, 0, 0));

    assertThat(documents.stream().map(document -> document.getUrl() + " " + text(document)))
        .containsExactly("http://a.org/w <p>archive.", "http://a.org/t only text");
  }

  @Test
  void aBrokenArchiveGivesWhatStandsBeforeTheBreak() throws IOException {
    String whole = new String(Examples.warc("http://a.org/w"), UTF_8);
    Path broken =
        Files.writeString(
            directory.resolve("b.warc"), whole + "WARC/1.0\r\nContent-Length: 99\r\n\r\nx");
    Path none = Files.writeString(directory.resolve("n.warc"), "this is no archive");

    assertThat(collect("warc", broken.toString())).isEqualTo(new CollectOutcome.Collected(0, 1, 1));
    assertThat(collect("warc", none.toString())).isInstanceOf(CollectOutcome.Failed.class);
  }

  @Test
  void eachLineOfJsonLinesIsADocument() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("set.jsonl"),
            """
            {"text":"one","url":"http://A.org/1#x","title":"T","license":"cc0"}
            not json
            {"content":"two"}
            """);

    CollectOutcome outcome = collect("file", file.toString());

    assertThat(outcome).isEqualTo(new CollectOutcome.Collected(0, 2, 1));
    assertThat(documents.getFirst().getUrl()).isEqualTo("http://a.org/1");
    assertThat(documents.getFirst().getLicence()).isEqualTo("cc0");
    assertThat(documents.getLast().getUrl()).isEqualTo(file.toUri() + "#3");
  }

  private CollectOutcome collect(String kind, String address) {
    Source source =
        new Source("s", kind, address, List.of(), null, "unknown", false, true, Instant.EPOCH);
    CollectorTools tools =
        new CollectorTools(
            this::answer, Instant::now, 1 << 20, directory.resolve("progress"), Examples.SETTINGS);
    return CollectorCatalogue.ofKind(kind)
        .orElseThrow()
        .open(tools)
        .collect(source, new Recording());
  }

  private FetchResponse answer(FetchRequest request) {
    asked.add(request.url());
    String page = pages.get(request.url());
    return page == null
        ? new FetchResponse(FetchOutcome.GONE, "404", 404, null, Map.of(), new byte[0])
        : new FetchResponse(
            FetchOutcome.FETCHED, null, 200, "127.0.0.1", Map.of(), page.getBytes(UTF_8));
  }

  private static String text(DocumentFetched document) {
    return UTF_8.decode(document.getBody().duplicate()).toString();
  }

  private final class Recording implements Findings {
    @Override
    public void url(CanonicalUrl url, int depth, boolean seed) {
      urls.add(url.text() + (seed ? " seed" : ""));
    }

    @Override
    public void document(DocumentFetched document) {
      documents.add(document);
    }

    @Override
    public void confirm() {}
  }
}
