package aifactory.crawler.collector;

import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/// A file or a directory on this machine: each readable file of a known type is a document, of JSON
/// lines each line. Links are not followed, so nothing outside the directory is read. Takes files
/// in path order, remembers the last one, and on later visits only what changed since.
public final class FileCollector implements Collector {
  private static final int REMEMBER_EVERY = 64;

  /// Slack for file systems with coarse time stamps.
  private static final long SLACK_MILLIS = 2_000;

  private final InstantSource clock;
  private final int maxBytes;
  private final Path progressDirectory;

  public FileCollector(CollectorTools tools) {
    this.clock = tools.clock();
    this.maxBytes = tools.maxBytes();
    this.progressDirectory = tools.progress();
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Path root;
    try {
      root = path(source.address()).toAbsolutePath().normalize();
    } catch (IllegalArgumentException e) {
      return new CollectOutcome.Failed(Reason.MALFORMED_ADDRESS, String.valueOf(e.getMessage()));
    }
    if (!Files.exists(root)) {
      return new CollectOutcome.Failed(Reason.NOT_FOUND, "nothing at " + root);
    }
    WalkProgress before = WalkProgress.read(progressDirectory, source.id());
    boolean resumes = before.walkBegan() > 0;
    Walk walk =
        new Walk(
            source,
            findings,
            new WalkProgress(
                before.readUpTo(),
                resumes ? before.walkBegan() : clock.millis(),
                resumes ? before.last() : ""));
    try {
      walk.over(root);
    } catch (IOException e) {
      return new CollectOutcome.Failed(Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
    return walk.finished();
  }

  private static Path path(String address) {
    try {
      return address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + address, e);
    }
  }

  /// One walk; one thread.
  private final class Walk {
    private final Source source;
    private final Findings findings;
    private WalkProgress progress;
    private long documents;
    private long skipped;

    Walk(Source source, Findings findings, WalkProgress progress) {
      this.source = source;
      this.findings = findings;
      this.progress = progress;
    }

    /// Depth first, names in order, so that "after the last path" is well defined.
    void over(Path path) throws IOException {
      if (Files.isSymbolicLink(path)) {
        skipped++;
        return;
      }
      if (!Files.isDirectory(path)) {
        file(path);
        return;
      }
      for (Path child : children(path)) {
        over(child);
      }
    }

    private Iterable<Path> children(Path directory) throws IOException {
      try (Stream<Path> names = Files.list(directory)) {
        return names.sorted().toList();
      }
    }

    private void file(Path file) throws IOException {
      if (!progress.last().isEmpty() && file.compareTo(Path.of(progress.last())) <= 0) {
        return; // taken before the walk was cut off
      }
      Optional<String> type = DocumentType.of(file.getFileName().toString());
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (changedAt(file, attributes) < progress.readUpTo() - SLACK_MILLIS) {
        return;
      }
      boolean readable = attributes.isRegularFile() && Files.isReadable(file);
      if (readable && type.filter(DocumentType.JSON_LINES::equals).isPresent()) {
        skipped += JsonLines.read(file, maxBytes, text -> take(text.from(source, clock.instant())));
        remember(file);
      } else if (readable && type.isPresent() && attributes.size() <= maxBytes) {
        take(document(file, type.get()));
        if (documents % REMEMBER_EVERY == 0) {
          remember(file);
        }
      } else {
        skipped++;
      }
    }

    private void take(DocumentFetched document) {
      findings.document(document);
      documents++;
    }

    private void remember(Path last) {
      findings.confirm();
      progress = new WalkProgress(progress.readUpTo(), progress.walkBegan(), last.toString());
      progress.write(progressDirectory, source.id());
    }

    CollectOutcome finished() {
      findings.confirm();
      new WalkProgress(progress.walkBegan(), 0, "").write(progressDirectory, source.id());
      return new CollectOutcome.Collected(0, documents, skipped);
    }

    private DocumentFetched document(Path file, String type) throws IOException {
      return DocumentFetched.newBuilder()
          .setUrl(file.toUri().toString())
          .setBody(ByteBuffer.wrap(Files.readAllBytes(file)))
          .setContentType(type)
          .setSourceId(source.id())
          .setSourceType(CollectorCatalogue.sourceType(source.kind()))
          .setLicence(source.licence())
          .setFetchedAt(clock.instant())
          .build();
    }
  }

  /// The later of content and name changes, where the file system tells: a file moved in keeps its
  /// old modification time.
  private static long changedAt(Path file, BasicFileAttributes attributes) throws IOException {
    long modified = attributes.lastModifiedTime().toMillis();
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return modified;
    }
    return Math.max(modified, ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis());
  }
}
