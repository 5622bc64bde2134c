package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.WarcFile.WarcRecord;
import aifactory.crawler.fetch.StoredBody;
import aifactory.crawler.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A web archive on this machine, WARC or WET: each page that was answered with 200 is a document,
/// as is each text of a WET file. A broken archive gives what stands before the break.
public final class ArchiveCollector implements Collector {
  private static final String FILE = "file";
  private static final String DONE = "records";
  private static final int OK = 200;
  private static final int REMEMBER_EVERY = 256;

  /// Blocks hold a head beside the body.
  private static final int HEAD_BYTES = 256 * 1024;

  private final CollectorTools tools;

  public ArchiveCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Path path;
    try {
      String address = source.address();
      path = address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address);
    } catch (IllegalArgumentException e) {
      return new Failed(Reason.MALFORMED_ADDRESS, "not a file: " + source.address());
    }
    if (!Files.isRegularFile(path)) {
      return new Failed(Reason.NOT_FOUND, "nothing at " + path);
    }
    try {
      return new Visit(source, findings).over(path);
    } catch (IOException e) {
      return new Failed(Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  /// One visit; one thread.
  private final class Visit {
    private final Source source;
    private final Findings findings;
    private final ProgressNote note;
    private long documents;
    private long skipped;
    private long records;

    Visit(Source source, Findings findings) {
      this.source = source;
      this.findings = findings;
      this.note = ProgressNote.read(tools.progress(), "archive", source.id());
    }

    CollectOutcome over(Path path) throws IOException {
      String version = Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis();
      if (!note.text(FILE).orElse("").equals(version)) {
        note.clear();
        note.put(FILE, version);
      }
      long before = note.number(DONE);
      try (InputStream in = Files.newInputStream(path)) {
        try (WarcFile archive = new WarcFile(in)) {
          records(archive, before);
        }
      } catch (IOException e) {
        if (records == 0) {
          return new Failed(Reason.MALFORMED_CONTENT, String.valueOf(e.getMessage()));
        }
        skipped++; // what follows the break cannot be found
      }
      remember(records);
      return new CollectOutcome.Collected(0, documents, skipped);
    }

    private void records(WarcFile archive, long before) throws IOException {
      int limit = tools.maxBytes() + HEAD_BYTES;
      for (Optional<WarcRecord> record = archive.next(limit);
          record.isPresent();
          record = archive.next(limit)) {
        records++;
        if (records > before) {
          take(record.get());
          if (records % REMEMBER_EVERY == 0) {
            remember(records);
          }
        }
      }
    }

    private void remember(long done) {
      findings.confirm();
      note.put(DONE, done);
      note.write();
    }

    private void take(WarcRecord record) {
      Optional<CanonicalUrl> url =
          CanonicalUrl.parse(record.header("warc-target-uri").replaceAll("^<|>$", ""));
      Optional<CollectedText> document =
          switch (record.header("warc-type")) {
            case "response" -> url.flatMap(place -> answer(place, record));
            case "conversion" -> url.flatMap(place -> text(place, record));
            default -> Optional.empty();
          };
      if (document.isPresent()) {
        findings.document(document.get().from(source, tools.clock().instant()));
        documents++;
      } else if (record.header("warc-type").matches("response|conversion")) {
        skipped++;
      }
    }

    private Optional<CollectedText> answer(CanonicalUrl url, WarcRecord record) {
      if (!record.whole()) {
        return Optional.empty();
      }
      return ArchivedAnswer.of(record)
          .filter(answer -> answer.status() == OK && answer.body().length > 0)
          .flatMap(answer -> {
            String type = answer.headers().getOrDefault("content-type", "");
            String coding = answer.headers().getOrDefault("content-encoding", "");
            return StoredBody.read(answer.body(), coding, tools.maxBytes())
                .map(body -> document(url, body, type));
          });
    }

    private Optional<CollectedText> text(CanonicalUrl url, WarcRecord record) {
      return record.whole() && record.block().length <= tools.maxBytes()
          ? Optional.of(document(url, record.block(), "text/plain; charset=utf-8"))
          : Optional.empty();
    }

    private static CollectedText document(CanonicalUrl url, byte[] body, String type) {
      return new CollectedText(
          url.text(), body, type, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
