package aifactory.trainer.model;

import java.util.Arrays;

/// Numbers with a shape, row-major, on the Java side. The arrays are not copied: who made it owns
/// them.
@SuppressWarnings("ArrayRecordComponent") // millions of floats; equality is defined below
public record Tensor(long[] shape, float[] values) {
  public Tensor {
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " holds " + elements + ", given " + values.length);
    }
  }

  /// Equal bit for bit, so that NaN equals itself and 0 differs from −0.
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor(long[] otherShape, float[] otherValues)
        && Arrays.equals(shape, otherShape)
        && Arrays.equals(values, otherValues);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
