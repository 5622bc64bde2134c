package aifactory.trainer.dataset;

import aifactory.event.DocumentAccepted;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PartitionRange;
import aifactory.event.RetractionRegistered;
import java.util.List;
import java.util.function.Consumer;

/// The logs of accepted, withdrawn and masked documents, to be read again as often as needed.
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

  /// Reads half-open ranges of the register of masked paragraphs in the same way.
  void replayMasks(List<PartitionRange> ranges, Consumer<ParagraphsMasked> reader);

  /// Reads half-open ranges of the retraction register in the same way.
  void replayRetractions(List<PartitionRange> ranges, Consumer<RetractionRegistered> reader);
}
