package aifactory.inference.retrieve;

import aifactory.event.DocumentAccepted;
import java.util.Optional;

/// Reads one record of `corpus.accepted` again.
@FunctionalInterface
public interface AcceptedLog {
  /// The document there; empty when it cannot be read.
  Optional<DocumentAccepted> at(int partition, long offset);
}
