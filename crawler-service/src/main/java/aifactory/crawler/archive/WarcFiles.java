package aifactory.crawler.archive;

import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.node.CrawlCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes answers into WARC files, one after the other: `…-NODE-00001.warc.gz`, with `.open` behind
/// it until it is full or the crawler stops. A file that a dead crawler left open is closed at the
/// next start; readers take what stands before its end. Thread-safe.
public final class WarcFiles implements ResponseArchive {
  private static final Logger LOG = LoggerFactory.getLogger(WarcFiles.class);
  private static final String OPEN = ".open";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private final Terms terms;
  private final CrawlCounters counters;
  private final InstantSource clock;
  private @Nullable OutputStream out;
  private Path file;
  private long bytes;
  private int serial;

  /// @param directory of the files
  /// @param node makes the names of several crawlers differ
  /// @param maxBytes after which a new file is begun
  /// @param software named in the first record
  public record Terms(Path directory, String node, long maxBytes, String software) {}

  public WarcFiles(Terms terms, CrawlCounters counters, InstantSource clock) {
    this.terms = terms;
    this.counters = counters;
    this.clock = clock;
    this.file = terms.directory();
    try {
      Files.createDirectories(terms.directory());
      closeLeftOpen();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "cannot keep archives in WARC_DIRECTORY " + terms.directory(), e);
    }
  }

  private void closeLeftOpen() throws IOException {
    try (var files =
        Files.newDirectoryStream(terms.directory(), "*-" + terms.node() + "-*.warc.gz" + OPEN)) {
      for (Path left : files) {
        done(left);
      }
    }
  }

  private static void done(Path open) throws IOException {
    String name = open.getFileName().toString();
    Path closed = open.resolveSibling(name.substring(0, name.length() - OPEN.length()));
    Files.move(open, closed, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public synchronized void keep(String url, FetchResponse response, Instant at, Copy copy) {
    try {
      write(WarcRecord.answer(url, response, at, copy));
      counters.add(copy == Copy.NEW ? "warc.responses" : "warc.revisits", 1);
    } catch (IOException e) {
      counters.add("warc.failed", 1);
      LOG.warn("answer not archived url={} reason={}", url, e.toString());
      abandon();
    }
  }

  private void write(WarcRecord record) throws IOException {
    if (out != null && bytes >= terms.maxBytes()) {
      closeFile();
    }
    OutputStream open = out == null ? opened() : out;
    byte[] member = record.compressed();
    open.write(member);
    bytes += member.length;
  }

  private OutputStream opened() throws IOException {
    serial++;
    String name =
        "aifactory-%s-%s-%05d.warc.gz"
            .formatted(STAMP.format(clock.instant()), terms.node(), serial);
    file = terms.directory().resolve(name + OPEN);
    OutputStream fresh = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    out = fresh;
    byte[] first = WarcRecord.first(name, terms.software(), clock.instant()).compressed();
    fresh.write(first);
    bytes = first.length;
    return fresh;
  }

  private void closeFile() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
      done(file);
    }
  }

  /// Behind half a record nothing can be read: the next one goes into a new file.
  private void abandon() {
    try {
      closeFile();
    } catch (IOException e) {
      LOG.warn("archive not closed file={} reason={}", file, e.toString());
    }
  }

  @Override
  public synchronized void close() {
    abandon();
  }
}
