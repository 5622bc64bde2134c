package aifactory.trainer.export;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import aifactory.contract.bundle.BundleLayout;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The data file beside the graph: raw little-endian floats, one region per tensor.
final class ExternalWeights implements AutoCloseable {
  private static final int PAGE_BYTES =
      4096; // large regions start at a page, so they can be mapped
  private static final int LINE_BYTES = 64; // small ones at a cache line
  private static final int BLOCK_BYTES = 1 << 20;
  private final FileChannel channel;
  private final ByteBuffer block =
      ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  ExternalWeights(Path bundle) throws IOException {
    this.channel =
        FileChannel.open(
            bundle.resolve(BundleLayout.WEIGHTS),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
  }

  /// Appends a tensor and returns the initializer that refers to it.
  TensorProto add(String name, Tensor tensor) throws IOException {
    long bytes = (long) tensor.values().length * Float.BYTES;
    long offset = begin(bytes);
    float[] values = tensor.values();
    for (int from = 0; from < values.length; from += BLOCK_BYTES / Float.BYTES) {
      int count = Math.min(BLOCK_BYTES / Float.BYTES, values.length - from);
      block.clear();
      block.asFloatBuffer().put(values, from, count);
      write(block.limit(count * Float.BYTES));
    }
    return proto(name, TensorProto.DataType.FLOAT, offset, bytes, tensor.shape());
  }

  /// Appends packed numbers.
  TensorProto add(String name, byte[] packed, long... shape) throws IOException {
    long offset = begin(packed.length);
    write(ByteBuffer.wrap(packed));
    return proto(name, TensorProto.DataType.UINT8, offset, packed.length, shape);
  }

  private long begin(long bytes) throws IOException {
    return align(bytes >= PAGE_BYTES ? PAGE_BYTES : LINE_BYTES);
  }

  private static TensorProto proto(
      String name, TensorProto.DataType type, long offset, long bytes, long... shape) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", BundleLayout.WEIGHTS))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(bytes)));
    for (long dimension : shape) {
      proto.addDims(dimension);
    }
    return proto.build();
  }

  private long align(int bytes) throws IOException {
    long position = channel.position();
    long aligned = (position + bytes - 1) / bytes * bytes;
    write(ByteBuffer.allocate((int) (aligned - position)));
    return aligned;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
