package aifactory.trainer.export;

/// How a bundle stores its matrices.
public enum MatrixStorage {
  /// As they were trained.
  FP32(0),
  /// 8 bits, a scale for every 32 numbers.
  INT8(8),
  /// 4 bits, a scale for every 32 numbers; the head has 8.
  INT4(4);

  private final int bits;

  MatrixStorage(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }
}
