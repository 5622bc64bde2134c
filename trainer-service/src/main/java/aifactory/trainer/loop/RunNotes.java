package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.dataset.Journal;
import aifactory.trainer.engine.EngineForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a checkpoint keeps beside its tensors so that the run goes on as if it had never stopped.
///
/// @param recipe as it was
/// @param journal with the masks, for drawing every batch again
/// @param patience of early stopping
/// @param domains whose text was in the datasets drawn from
/// @param origins the same with source types; older notes have none
/// @param licences documents by licence of the datasets drawn from; older notes have none
/// @param engine that computed it; older notes have none
record RunNotes(
    Map<String, Object> recipe,
    List<Journal.Entry> journal,
    Patience patience,
    List<String> domains,
    @Nullable List<String> origins,
    @Nullable Map<String, Long> licences,
    @Nullable EngineForm engine) {
  String json() {
    return CanonicalJson.write(this);
  }

  List<String> knownOrigins() {
    return origins == null ? List.of() : origins;
  }

  Map<String, Long> knownLicences() {
    return licences == null ? Map.of() : licences;
  }

  static RunNotes read(String json) {
    return CanonicalJson.read(json, RunNotes.class);
  }
}
