package aifactory.trainer.dataset;

import aifactory.event.DocumentAccepted;
import aifactory.event.PartitionRange;
import java.util.List;

/// The log of accepted documents, to be read again as often as needed.
public interface CorpusLog {
  /// An accepted document and its place.
  record Entry(int partition, long offset, DocumentAccepted document) {}

  /// Takes entries; `false` = enough.
  @FunctionalInterface
  interface Reader {
    boolean read(Entry entry);
  }

  /// Reads half-open ranges of offsets, each partition in order, committed records only. Offsets
  /// that hold no record are skipped.
  void replay(List<PartitionRange> ranges, Reader reader);
}
