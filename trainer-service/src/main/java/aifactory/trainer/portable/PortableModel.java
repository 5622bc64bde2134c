package aifactory.trainer.portable;

import aifactory.contract.id.Sha256;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;

/// A whole model: dimensions, weights under Hugging Face's names, tokenizer and how to use it.
///
/// @param model dimensions
/// @param weights every tensor of the model, all numbers finite
/// @param tokenizerJson `tokenizer.json`
/// @param use tokens that begin and end texts
/// @param origin where it came from
public record PortableModel(
    ModelConfiguration model,
    SortedMap<String, Tensor> weights,
    String tokenizerJson,
    TokenUse use,
    Origin origin) {
  private static final int BLOCK = 1 << 14;

  /// Checks that everything is there, of the right shape, finite, and that the vocabulary fits.
  ///
  /// @throws RefusedModelException naming the tensor
  public PortableModel {
    weights = SoundWeights.of(model, weights);
    VocabularyFit.require(model, tokenizerJson);
  }

  /// The checkpoint it was made from; of somebody else's model the identity of its weights.
  public String checkpointHash() {
    String known = origin.trained().get("checkpoint_hash");
    return known == null ? weightsHash() : known;
  }

  /// Identity of the weights: SHA-256 over name, shape and bytes of every tensor in order.
  public String weightsHash() {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    weights.forEach((name, tensor) -> {
      String head = name + "\nF32\n" + Arrays.toString(tensor.shape()) + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      for (int from = 0; from < tensor.values().length; from += BLOCK) {
        int count = Math.min(BLOCK, tensor.values().length - from);
        buffer.clear();
        buffer.asFloatBuffer().put(tensor.values(), from, count);
        digest.update(buffer.array(), 0, count * Float.BYTES);
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }
}
