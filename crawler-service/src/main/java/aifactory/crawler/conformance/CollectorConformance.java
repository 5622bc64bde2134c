package aifactory.crawler.conformance;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome;
import aifactory.crawler.collector.CollectorCatalogue;
import aifactory.crawler.collector.CollectorSettings;
import aifactory.crawler.collector.CollectorTools;
import aifactory.crawler.collector.Findings;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// One visit of a collector over a file, and what it found.
final class CollectorConformance {
  private static final int MAX_BYTES = 10 << 20;

  private CollectorConformance() {}

  /// @param outcome how the visit ended
  record Visit(CollectOutcome outcome, List<DocumentFetched> documents) {}

  static Visit visit(String kind, String address, PageSource pages) throws IOException {
    Path progress = Files.createTempDirectory("conformance");
    List<DocumentFetched> documents = new ArrayList<>();
    Findings findings =
        new Findings() {
          @Override
          public void url(CanonicalUrl url, int depth, boolean seed) {
            // collectors of files find documents
          }

          @Override
          public void document(DocumentFetched document) {
            documents.add(document);
          }

          @Override
          public void confirm() {
            // nothing to wait for
          }
        };
    try {
      CollectorTools tools =
          new CollectorTools(
              pages, InstantSource.system(), MAX_BYTES, progress, CollectorSettings.DEFAULTS);
      Source source =
          new Source(
              "conformance", kind, address, List.of(), null, "unknown", false, true, Instant.EPOCH);
      CollectOutcome outcome =
          CollectorCatalogue.ofKind(kind)
              .orElseThrow(() -> new IllegalStateException("no collector " + kind))
              .open(tools)
              .collect(source, findings);
      return new Visit(outcome, documents);
    } finally {
      delete(progress);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
