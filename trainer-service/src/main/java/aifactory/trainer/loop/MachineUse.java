package aifactory.trainer.loop;

import java.util.function.DoubleSupplier;

/// How much of what the machine would make of a model without any overhead its training is ("MFU").
/// What the machine could do is measured when it is first asked for, and again when training turns
/// out to be faster than that: the machine was busy with something else.
final class MachineUse {
  private final DoubleSupplier measurement;
  private double peak;

  /// @param measurement tokens a second without any overhead; takes a moment
  MachineUse(DoubleSupplier measurement) {
    this.measurement = measurement;
  }

  /// The share at a rate, 0..1: a machine can do what it did.
  double at(double tokensPerSecond) {
    if (tokensPerSecond > peak) {
      peak = Math.max(measurement.getAsDouble(), tokensPerSecond);
    }
    return tokensPerSecond / peak;
  }
}
