package aifactory.inference.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the index on disk. An index that cannot be read is not a reason to stop: the log has
/// everything, so it is thrown away and made again, and that is said.
final class IndexFiles {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
  private static final double WRITE_BUFFER_MIB = 32;

  private IndexFiles() {}

  /// @param rebuilt why the index begins empty; "" when it does not
  record Opened(IndexWriter writer, String rebuilt) {}

  static Opened open(Path folder) {
    try {
      Files.createDirectories(folder);
      return new Opened(writer(folder), "");
    } catch (LockObtainFailedException e) {
      throw new UncheckedIOException("another process uses the index in " + folder, e);
    } catch (IOException | IllegalArgumentException e) {
      String reason = "index could not be opened: " + e.getMessage();
      LOG.warn("index rebuilt folder={} reason={}", folder, reason);
      return new Opened(emptied(folder), reason);
    }
  }

  private static IndexWriter emptied(Path folder) {
    try {
      List<Path> files;
      try (Stream<Path> listed = Files.list(folder)) {
        files = listed.toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      return writer(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make an index in " + folder, e);
    }
  }

  private static IndexWriter writer(Path folder) throws IOException {
    FSDirectory directory = FSDirectory.open(folder);
    try {
      return new IndexWriter(
          directory,
          new IndexWriterConfig(new ByField())
              .setRAMBufferSizeMB(WRITE_BUFFER_MIB)
              .setSimilarity(FieldSimilarity.INSTANCE)
              .setCommitOnClose(true));
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /// Each language's fields are cut by its own rules.
  private static final class ByField extends DelegatingAnalyzerWrapper {
    ByField() {
      super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
      if (field.equals(Trigrams.FIELD)) {
        return Trigrams.ANALYZER;
      }
      return Stream.of(TextLanguage.values())
          .filter(each -> field.equals(each.textField()) || field.equals(each.titleField()))
          .findFirst()
          .orElse(TextLanguage.OTHER)
          .analyzer();
    }
  }
}
