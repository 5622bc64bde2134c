package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.dataset.Journal;
import java.util.List;
import java.util.Map;

/// What a checkpoint keeps beside its tensors so that the run goes on as if it had never stopped.
///
/// @param recipe as it was
/// @param journal with the masks, for drawing every batch again
/// @param patience of early stopping
/// @param domains whose text was in the datasets drawn from
record RunNotes(
    Map<String, Object> recipe,
    List<Journal.Entry> journal,
    Patience patience,
    List<String> domains) {
  String json() {
    return CanonicalJson.write(this);
  }

  static RunNotes read(String json) {
    return CanonicalJson.read(json, RunNotes.class);
  }
}
