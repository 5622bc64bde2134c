package aifactory.preprocess.topology;

import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.dedup.VersionState;
import java.util.List;

/// What the stateful steps say: something to decide further on, or a fact for a topic.
sealed interface Filing {
  /// A candidate asks for its text.
  record Claim(DocumentAccepted candidate) implements Filing {}

  /// A version, if it was published, changes its standing.
  record Standing(RetractionRegistered standing) implements Filing {}

  /// For `corpus.accepted`.
  record Accepted(DocumentAccepted event) implements Filing {}

  /// For `corpus.rejected`.
  record Refused(DocumentRejected event) implements Filing {}

  /// For `corpus.retracted`.
  record Withdrawn(RetractionRegistered event) implements Filing {}

  /// For the search for near-duplicates: a version was published, or may be an elder no more, or
  /// again.
  ///
  /// @param bands one hash for each band of its text
  record Sketch(VersionState state, List<Long> bands, boolean isNew) implements Filing {}

  /// For the totals only: nothing about the document is new.
  record Dropped(String why) implements Filing {}
}
