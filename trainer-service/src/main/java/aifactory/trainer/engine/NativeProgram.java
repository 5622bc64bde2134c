package aifactory.trainer.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.program.LlamaProgram;
import aifactory.trainer.model.program.ScriptArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loaded program and the native memory its tensors live in. Not thread-safe; its owner is.
final class NativeProgram implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NativeProgram.class);

  static {
    // DJL would otherwise look for its maker's metadata service and for downloads at first use.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    LOG.info("libtorch computes with instructionSet={}", InstructionSet.inForce().label());
  }

  private static final int PEAK_WIDTH = 1024;
  private static final int PEAK_RUNS = 5;

  private final EngineSettings settings;
  private final PtNDManager manager;
  private final PtSymbolBlock script;

  NativeProgram(ModelConfiguration model, EngineSettings settings) {
    this.settings = settings;
    Device device = Device.fromName(settings.device());
    this.manager = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    byte[] archive = ScriptArchive.of(LlamaProgram.of(model));
    try {
      enter();
      this.script = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
    } catch (IOException e) {
      manager.close();
      throw new UncheckedIOException("an archive in memory", e);
    }
  }

  /// Both are settings of the calling thread in libtorch, so they are made before every call.
  private void enter() {
    JniUtils.setGraphExecutorOptimize(settings.compiled());
    if (JniUtils.getNumThreads() != settings.threads()) {
      JniUtils.setNumThreads(settings.threads());
    }
  }

  /// Memory that lives as long as one call of the engine.
  PtNDManager scope() {
    return (PtNDManager) manager.newSubManager();
  }

  /// A tensor in native memory, aligned by libtorch and not by the Java heap.
  PtNDArray keep(Tensor tensor) {
    try (PtNDManager scope = scope()) {
      PtNDArray kept = manager.create(new Shape(tensor.shape()), DataType.FLOAT32);
      scope.create(tensor.values(), new Shape(tensor.shape())).copyTo(kept);
      return kept;
    }
  }

  void overwrite(PtNDArray kept, Tensor tensor) {
    try (PtNDManager scope = scope()) {
      scope.create(tensor.values(), new Shape(tensor.shape())).copyTo(kept);
    }
  }

  /// Floating-point operations a second of a product of square matrices, the best of some: what a
  /// program without any overhead would reach with these threads on this device.
  double peakOperationsPerSecond() {
    enter();
    double best = 0;
    try (PtNDManager scope = scope()) {
      NDArray left = scope.ones(new Shape(PEAK_WIDTH, PEAK_WIDTH));
      NDArray right = scope.ones(new Shape(PEAK_WIDTH, PEAK_WIDTH));
      for (int run = 0; run < PEAK_RUNS; run++) {
        long begun = System.nanoTime();
        try (NDArray product = left.matMul(right)) {
          product.getFloat(0, 0); // waits for a GPU
        }
        double operations = 2.0 * PEAK_WIDTH * PEAK_WIDTH * PEAK_WIDTH;
        best = Math.max(best, operations * 1e9 / (System.nanoTime() - begun));
      }
    }
    return best;
  }

  /// Calls a method that returns a number. The arguments stay the caller's.
  double number(String method, IValue... arguments) {
    enter();
    try (IValue answer = IValueUtils.runMethod(script, method, arguments)) {
      return answer.isDouble() ? answer.toDouble() : answer.toLong();
    }
  }

  /// Calls a method that returns a tensor, and copies it out.
  float[] numbers(String method, IValue... arguments) {
    enter();
    try (PtNDManager scope = scope();
        IValue answer = IValueUtils.runMethod(script, method, arguments)) {
      return answer.toTensor(scope).toFloatArray();
    }
  }

  /// Calls a method whose operations autograd must see. DJL hides them from it in every call but
  /// this form: arguments by position, `name[]` for members of one list, the first argument's
  /// memory scope for the answer.
  double differentiated(String method, NDList arguments, PtNDManager scope) {
    enter();
    NDArray name = scope.create(0f);
    name.setName("module_method:" + method);
    NDList named = new NDList(arguments);
    named.add(name);
    try (NDList answer = IValueUtils.forward(script, named, true)) {
      return answer.singletonOrThrow().toFloatArray()[0];
    }
  }

  @Override
  public void close() {
    script.close();
    manager.close();
  }
}
