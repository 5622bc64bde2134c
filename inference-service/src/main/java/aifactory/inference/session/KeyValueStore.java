package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import aifactory.contract.bundle.DecoderGraph;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keys and values of all rows, `[B, K, S, E]` per layer, in memory outside the heap that is
/// released when closed. The same memory is past and present of a step: the operator writes the new
/// positions in place and nothing is copied. For one thread at a time.
final class KeyValueStore implements AutoCloseable {
  /// Keys and values lie at cache lines.
  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final CacheShape shape;
  private final List<MemorySegment> keys = new ArrayList<>();
  private final List<MemorySegment> values = new ArrayList<>();
  private final MemorySegment spare;
  private final List<OnnxTensor> owned = new ArrayList<>();

  KeyValueStore(CacheShape shape) {
    this.shape = shape;
    long bytes = shape.rows() * rowBytes();
    for (int layer = 0; layer < shape.layers(); layer++) {
      keys.add(arena.allocate(bytes, ALIGNMENT));
      values.add(arena.allocate(bytes, ALIGNMENT));
    }
    this.spare = arena.allocate(rowBytes(), ALIGNMENT);
  }

  CacheShape shape() {
    return shape;
  }

  private long rowBytes() {
    return shape.rowFloats() * Float.BYTES;
  }

  /// Tensors over some rows, made once by the caller: the graph's past and present.
  Map<String, OnnxTensor> tensors(OrtEnvironment environment, int firstRow, int rows, boolean past)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      String key = past ? DecoderGraph.pastKey(layer) : DecoderGraph.presentKey(layer);
      String value = past ? DecoderGraph.pastValue(layer) : DecoderGraph.presentValue(layer);
      tensors.put(key, over(environment, keys.get(layer), firstRow, rows));
      tensors.put(value, over(environment, values.get(layer), firstRow, rows));
    }
    return tensors;
  }

  private OnnxTensor over(OrtEnvironment environment, MemorySegment all, int firstRow, int rows)
      throws OrtException {
    MemorySegment part = all.asSlice(firstRow * rowBytes(), rows * rowBytes());
    long[] shape_BKSE = {rows, shape.keyValueHeads(), shape.positions(), shape.headWidth()};
    OnnxTensor tensor =
        OnnxTensor.createTensor(
            environment,
            part.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(),
            shape_BKSE);
    owned.add(tensor);
    return tensor;
  }

  void copy(int from, int to, int positions) {
    eachLayer(all -> move(all, from, all, to, positions));
  }

  void swap(int one, int other, int ofOne, int ofOther) {
    eachLayer(all -> {
      move(all, one, spare, 0, ofOne);
      move(all, other, all, one, ofOther);
      move(spare, 0, all, other, ofOne);
    });
  }

  private void eachLayer(java.util.function.Consumer<MemorySegment> change) {
    keys.forEach(change);
    values.forEach(change);
  }

  /// The positions of a head lie together, those of the next head a whole window further.
  private void move(MemorySegment from, int fromRow, MemorySegment to, int toRow, int positions) {
    long head = (long) shape.positions() * shape.headWidth() * Float.BYTES;
    long length = (long) positions * shape.headWidth() * Float.BYTES;
    for (int k = 0; k < shape.keyValueHeads(); k++) {
      MemorySegment.copy(
          from, fromRow * rowBytes() + k * head, to, toRow * rowBytes() + k * head, length);
    }
  }

  @Override
  public void close() {
    owned.forEach(OnnxTensor::close);
    arena.close();
  }
}
