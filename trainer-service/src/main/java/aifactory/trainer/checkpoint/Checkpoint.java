package aifactory.trainer.checkpoint;

import aifactory.contract.id.Sha256;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A moment of a run, whole: with it and the log, the run goes on as if it had never stopped.
///
/// @param runId training run
/// @param model dimensions
/// @param state weights, moments and updates done
/// @param tokensSeen tokens drawn so far
/// @param journal dataset versions by first step
/// @param seed seed of the run; with the step number it is the whole state of the batch generator
/// @param tokenizerHash SHA-256 of `tokenizer.json`, hex
/// @param trainLoss loss of the last step, nats per token
/// @param validationLoss last validation loss
/// @param initialValidationLoss validation loss before the first step
/// @param trainingConfiguration the recipe as canonical JSON
public record Checkpoint(
    String runId,
    ModelConfiguration model,
    TrainingState state,
    long tokensSeen,
    List<JournalEntry> journal,
    long seed,
    String tokenizerHash,
    double trainLoss,
    @Nullable Double validationLoss,
    @Nullable Double initialValidationLoss,
    String trainingConfiguration) {
  private static final int BUFFER_BYTES = 1 << 16;

  public Checkpoint {
    state.requireFits(model);
    journal = List.copyOf(journal);
  }

  /// All tensors under the names they have in the file, in canonical (code point) order.
  SortedMap<String, Tensor> tensors() {
    SortedMap<String, Tensor> all = new TreeMap<>();
    state.weights().forEach((name, tensor) -> all.put(name, tensor));
    state.firstMoments().forEach((name, tensor) -> all.put(FIRST_MOMENT + name, tensor));
    state.secondMoments().forEach((name, tensor) -> all.put(SECOND_MOMENT + name, tensor));
    return all;
  }

  static final String FIRST_MOMENT = "optimizer.exp_avg.";
  static final String SECOND_MOMENT = "optimizer.exp_avg_sq.";

  /// Identity: SHA-256 over name, type, shape and bytes of every tensor in canonical order.
  public String hash() {
    return hash(tensors());
  }

  static String hash(SortedMap<String, Tensor> tensors) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    tensors.forEach((name, tensor) -> {
      String head = name + "\nF32\n" + Arrays.toString(tensor.shape()) + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      float[] values = tensor.values();
      int block = BUFFER_BYTES / Float.BYTES;
      for (int from = 0; from < values.length; from += block) {
        int count = Math.min(block, values.length - from);
        buffer.clear();
        buffer.asFloatBuffer().put(values, from, count);
        digest.update(buffer.array(), 0, count * Float.BYTES);
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }
}
