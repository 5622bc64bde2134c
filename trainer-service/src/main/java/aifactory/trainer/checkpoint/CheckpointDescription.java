package aifactory.trainer.checkpoint;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `checkpoint.json`: all of a checkpoint that is not a tensor.
record CheckpointDescription(
    String checkpointHash,
    String runId,
    JsonNode model,
    long step,
    long tokensSeen,
    List<JournalEntry> journal,
    long seed,
    String tokenizerHash,
    double trainLoss,
    @Nullable Double validationLoss,
    @Nullable Double initialValidationLoss,
    JsonNode trainingConfiguration) {

  static CheckpointDescription of(Checkpoint checkpoint, String hash) {
    return new CheckpointDescription(
        hash,
        checkpoint.runId(),
        CanonicalJson.read(checkpoint.model().toJson(), JsonNode.class),
        checkpoint.state().step(),
        checkpoint.tokensSeen(),
        checkpoint.journal(),
        checkpoint.seed(),
        checkpoint.tokenizerHash(),
        checkpoint.trainLoss(),
        checkpoint.validationLoss(),
        checkpoint.initialValidationLoss(),
        CanonicalJson.read(checkpoint.trainingConfiguration(), JsonNode.class));
  }

  /// The checkpoint, with its tensors sorted back into weights and moments.
  Checkpoint with(SortedMap<String, Tensor> tensors) {
    Map<String, Tensor> weights = new TreeMap<>();
    Map<String, Tensor> firstMoments = new TreeMap<>();
    Map<String, Tensor> secondMoments = new TreeMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(Checkpoint.SECOND_MOMENT)) {
        secondMoments.put(name.substring(Checkpoint.SECOND_MOMENT.length()), tensor);
      } else if (name.startsWith(Checkpoint.FIRST_MOMENT)) {
        firstMoments.put(name.substring(Checkpoint.FIRST_MOMENT.length()), tensor);
      } else {
        weights.put(name, tensor);
      }
    });
    return new Checkpoint(
        runId,
        ModelConfiguration.fromJson(CanonicalJson.write(model)),
        new TrainingState(weights, firstMoments, secondMoments, step),
        tokensSeen,
        journal,
        seed,
        tokenizerHash,
        trainLoss,
        validationLoss,
        initialValidationLoss,
        CanonicalJson.write(trainingConfiguration));
  }
}
