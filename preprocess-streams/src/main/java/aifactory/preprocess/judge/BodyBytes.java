package aifactory.preprocess.judge;

import java.nio.ByteBuffer;

/// The bytes of an Avro `bytes` field, without a copy where that is possible.
final class BodyBytes {
  private BodyBytes() {}

  static byte[] of(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.position() == 0
        && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
