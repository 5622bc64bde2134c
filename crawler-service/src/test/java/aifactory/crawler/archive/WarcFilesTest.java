package aifactory.crawler.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.crawler.archive.ResponseArchive.Copy;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarcFilesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T10:11:12.345Z");
  private static final String URL = "http://a.org/1";

  @TempDir Path directory;
  private final CrawlCounters counters = new CrawlCounters();

  @Test
  void anAnswerIsKeptUnpackedWithItsHead() throws IOException {
    try (WarcFiles files = open(1_000_000)) {
      files.keep(URL, page("<p>one"), NOW, Copy.NEW);
    }

    String text = text(only());
    assertThat(text).startsWith("WARC/1.1\r\nWARC-Type: warcinfo\r\n");
    String record = text.substring(text.lastIndexOf("WARC/1.1\r\n"));
    assertThat(record)
        .contains(
            "WARC-Type: response\r\n",
            "WARC-Target-URI: http://a.org/1\r\n",
            "WARC-Date: 2026-02-01T10:11:12.345Z\r\n",
            "WARC-IP-Address: 192.0.2.1\r\n",
            "WARC-Payload-Digest: sha256:" + Sha256.hex("<p>one") + "\r\n",
            "Content-Type: application/http;msgtype=response\r\n")
        .endsWith(
            "X-Archive-Orig-content-encoding: gzip\r\nContent-Length: 6\r\n\r\n<p>one\r\n\r\n");
    int block = record.indexOf("\r\n\r\n") + 4;
    assertThat(record).contains("Content-Length: " + (record.length() - block - 4) + "\r\n");
  }

  @Test
  void whatDidNotChangeIsARevisitWithoutItsBody() throws IOException {
    try (WarcFiles files = open(1_000_000)) {
      files.keep(URL, page("<p>one"), NOW, Copy.SAME);
      files.keep(
          URL,
          new FetchResponse(
              FetchOutcome.NOT_MODIFIED,
              null,
              304,
              "192.0.2.1",
              Map.of("etag", List.of("\"x\"")),
              new byte[0]),
          NOW,
          Copy.NOT_MODIFIED);
    }

    assertThat(text(only()))
        .contains(
            "WARC-Type: revisit\r\n",
            "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n",
            "WARC-Payload-Digest: sha256:" + Sha256.hex("<p>one"),
            "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n",
            "HTTP/1.1 304 \r\netag: \"x\"\r\n")
        .doesNotContain("<p>one");
    assertThat(counters.of("warc.revisits")).isEqualTo(2);
  }

  @Test
  void aFullFileIsClosedAndANewOneBegun() throws IOException {
    try (WarcFiles files = open(1)) {
      files.keep(URL, page("one"), NOW, Copy.NEW);
      files.keep(URL, page("two"), NOW, Copy.NEW);
      assertThat(names()).filteredOn(name -> name.endsWith(".warc.gz")).hasSize(1);
      assertThat(names()).filteredOn(name -> name.endsWith(".open")).hasSize(1);
    }
    assertThat(names()).hasSize(2).allMatch(name -> name.endsWith(".warc.gz"));
  }

  @Test
  void whatADeadCrawlerLeftOpenIsClosedAtTheNextStart() throws IOException {
    Files.writeString(directory.resolve("aifactory-1-node-00001.warc.gz.open"), "half");
    Files.writeString(directory.resolve("aifactory-1-other-00001.warc.gz.open"), "alive");
    open(1).close();

    assertThat(names())
        .containsExactly("aifactory-1-node-00001.warc.gz", "aifactory-1-other-00001.warc.gz.open");
  }

  @Test
  void aDiskThatRefusesIsCountedAndTheCrawlGoesOn() throws IOException {
    Path place = Files.createDirectories(directory.resolve("archive"));
    try (WarcFiles files =
        new WarcFiles(new WarcFiles.Terms(place, "n", 1_000, "t"), counters, () -> NOW)) {
      Files.delete(place);
      files.keep(URL, page("one"), NOW, Copy.NEW);
    }
    assertThat(counters.of("warc.failed")).isEqualTo(1);
  }

  private WarcFiles open(long maxBytes) {
    return new WarcFiles(
        new WarcFiles.Terms(directory, "node", maxBytes, "Test/1"), counters, () -> NOW);
  }

  private static FetchResponse page(String body) {
    return new FetchResponse(
        FetchOutcome.FETCHED,
        null,
        200,
        "192.0.2.1",
        Map.of("content-encoding", List.of("gzip")),
        body.getBytes(UTF_8));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path only() throws IOException {
    assertThat(names()).hasSize(1);
    return directory.resolve(names().getFirst());
  }

  private static String text(Path file) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
