package aifactory.trainer.portable;

import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/// The `.bin` of llama2.c, 32-bit floats: the header-less first version and version 1.
final class Llama2cFile {
  /*
   * Seven int32: dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, seq_len. In the first version
   * a negative vocab_size means an untied head. Then, each for all layers: (first version) embedding,
   * attention norms, wq, wk, wv, wo, feed-forward norms, w1 = gate, w2 = down, w3 = up, last norm, two
   * rotary tables that follow from the positions, head if untied. Version 1 has magic "ak42", a header
   * of 256 bytes, the norms first, and no tables. Queries and keys turn neighbouring components.
   */
  private static final int MAGIC = 0x616b3432;
  private static final int NEWER_HEADER = 256;
  private static final int INTS = 7;
  private final FileChannel channel;
  private final SortedMap<String, Tensor> weights = new TreeMap<>();
  private final ModelConfiguration model;
  private final boolean newer;

  private Llama2cFile(Path file, FileChannel channel) throws IOException {
    this.channel = channel;
    ByteBuffer head = bytes("the header", INTS * Integer.BYTES);
    int first = head.getInt(0);
    this.newer = first == MAGIC;
    boolean tied;
    if (newer) {
      int version = head.getInt(4);
      if (version != 1) {
        throw new RefusedModelException(
            "llama2.c version " + version + " is not read; known are the first and 1");
      }
      channel.position(8);
      head = bytes("the header", INTS * Integer.BYTES);
      tied = bytes("the header", 1).get(0) != 0;
      channel.position(NEWER_HEADER);
    } else {
      tied = head.getInt(20) > 0;
    }
    this.model = configuration(String.valueOf(file.getFileName()), head, tied);
  }

  private static ModelConfiguration configuration(String name, ByteBuffer head, boolean tied) {
    try {
      return new ModelConfiguration(
          name.replaceFirst("\\.bin$", ""),
          Math.abs(head.getInt(20)),
          head.getInt(0),
          head.getInt(8),
          head.getInt(12),
          head.getInt(16),
          head.getInt(4),
          head.getInt(24),
          10_000,
          1e-5,
          tied);
    } catch (IllegalArgumentException e) {
      throw new RefusedModelException("the header is that of no llama2.c model", e);
    }
  }

  /// Dimensions and weights of a file.
  record Content(ModelConfiguration model, SortedMap<String, Tensor> weights) {}

  static Content read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Llama2cFile opened = new Llama2cFile(file, channel);
      opened.tensors();
      if (channel.position() != channel.size()) {
        throw new RefusedModelException(
            "%d bytes are left behind the last tensor: the header does not describe this file"
                .formatted(channel.size() - channel.position()));
      }
      return new Content(opened.model, opened.weights);
    }
  }

  private void tensors() throws IOException {
    long D = model.width();
    long F = model.feedForwardWidth();
    long KE = (long) model.keyValueHeads() * model.headWidth();
    if (newer) {
      layers("input_layernorm", D);
      layers("post_attention_layernorm", D);
      one("model.norm.weight", D);
    }
    one("model.embed_tokens.weight", model.vocabularySize(), D);
    if (!newer) {
      layers("input_layernorm", D);
    }
    layers("self_attn.q_proj", D, D);
    layers("self_attn.k_proj", KE, D);
    layers("self_attn.v_proj", KE, D);
    layers("self_attn.o_proj", D, D);
    if (!newer) {
      layers("post_attention_layernorm", D);
    }
    layers("mlp.gate_proj", F, D);
    layers("mlp.down_proj", D, F);
    layers("mlp.up_proj", F, D);
    if (!newer) {
      one("model.norm.weight", D);
      floats("rotary tables", (long) model.contextTokens() * model.headWidth());
    }
    if (!model.tiedEmbeddings()) {
      one("lm_head.weight", model.vocabularySize(), D);
    }
  }

  private void layers(String name, long... shape) throws IOException {
    for (int layer = 0; layer < model.layers(); layer++) {
      one("model.layers." + layer + "." + name + ".weight", shape);
    }
  }

  private void one(String name, long... shape) throws IOException {
    long numbers = 1;
    for (long dimension : shape) {
      numbers = Math.multiplyExact(numbers, dimension);
    }
    Tensor tensor = new Tensor(shape, floats(name, numbers));
    if (name.contains("q_proj")) {
      tensor = HeadOrder.halves(tensor, model.heads());
    } else if (name.contains("k_proj")) {
      tensor = HeadOrder.halves(tensor, model.keyValueHeads());
    }
    weights.put(name, tensor);
  }

  private float[] floats(String name, long numbers) throws IOException {
    float[] values = new float[checked(name, numbers * Float.BYTES) / Float.BYTES];
    bytes(name, numbers * Float.BYTES).asFloatBuffer().get(values);
    return values;
  }

  private int checked(String what, long count) throws IOException {
    if (count > Integer.MAX_VALUE || channel.position() + count > channel.size()) {
      throw new RefusedModelException(
          "file ends inside tensor %s: it needs %d bytes from %d, the file has %d"
              .formatted(what, count, channel.position(), channel.size()));
    }
    return (int) count;
  }

  private ByteBuffer bytes(String what, long count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(checked(what, count)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new RefusedModelException("file ends inside tensor " + what);
      }
    }
    return bytes.flip();
  }
}
