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

  /// `[N, M]` → `[N, 2M]`, every row twice beside itself: in the half-split layout both halves of a
  /// head turn by the same angles.
  public Tensor twiceAcross() {
    int rows = (int) shape[0];
    int width = (int) shape[1];
    float[] twice = new float[values.length * 2];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * width, twice, row * 2 * width, width);
      System.arraycopy(values, row * width, twice, row * 2 * width + width, width);
    }
    return new Tensor(new long[] {rows, 2L * width}, twice);
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
