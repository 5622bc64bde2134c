package aifactory.trainer.engine;

import aifactory.trainer.optim.AdamW;

/// Where and how a model is trained.
///
/// @param threads threads of one native operation (`PYTORCH_CPU_THREADS`). A number of its own and
///   not "all": two on a busy two-core machine are eight times slower than one. Part of "bit for
///   bit": sums are split by threads.
/// @param device `cpu` or `cuda:N`
/// @param optimizer constants of the update
/// @param compiled whether TorchScript's graph optimiser runs (`ENABLE_TORCH_COMPILE`). While it
///   profiles, in the first steps of a process, it runs other kernels than afterwards: a resumed
///   run then rounds differently from one that went on.
public record EngineSettings(int threads, String device, AdamW optimizer, boolean compiled) {
  public EngineSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("PYTORCH_CPU_THREADS must be at least 1, is " + threads);
    }
    if (!device.matches("cpu|cuda:\\d+")) {
      throw new IllegalArgumentException("device must be cpu or cuda:N, is " + device);
    }
  }

  /// What is kept with a run.
  public EngineForm form() {
    return new EngineForm(threads, device, compiled, InstructionSet.inForce().label());
  }

  /// The same with another decay of matrices.
  public EngineSettings withWeightDecay(double weightDecay) {
    return new EngineSettings(
        threads,
        device,
        new AdamW(
            optimizer.beta1(),
            optimizer.beta2(),
            optimizer.epsilon(),
            weightDecay,
            optimizer.maxGradientNorm()),
        compiled);
  }

  /// The processor with one core left to the other services.
  public static EngineSettings defaults() {
    return ofThreads(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  /// The processor with a number of threads.
  public static EngineSettings ofThreads(int threads) {
    return new EngineSettings(threads, "cpu", AdamW.standard(), false);
  }
}
