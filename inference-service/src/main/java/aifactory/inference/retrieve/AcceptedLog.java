package aifactory.inference.retrieve;

import aifactory.event.DocumentAccepted;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads records of `corpus.accepted` again.
@FunctionalInterface
public interface AcceptedLog {
  /// Gives the documents at these places to the reader; one that cannot be read is left out.
  void read(List<Origin> places, BiConsumer<Origin, DocumentAccepted> reader);
}
