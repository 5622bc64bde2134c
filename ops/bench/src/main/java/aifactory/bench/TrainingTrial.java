package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/// Our side of training beside others: the trainer's engine by itself.
///
/// @param root of the source tree
record TrainingTrial(Path root) {
  private static final String MAIN = "aifactory.trainer.measure.TrainingTrial";

  JsonNode run(String... arguments) throws IOException, InterruptedException {
    return json(PythonPeer.ours(root, "trainer-service", MAIN, arguments));
  }

  /// What either side printed.
  static JsonNode json(String printed) {
    return CanonicalJson.read(printed.strip(), JsonNode.class);
  }
}
