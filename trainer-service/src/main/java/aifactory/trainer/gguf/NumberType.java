package aifactory.trainer.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a tensor's numbers are stored: one by one, or in blocks that share a scale.
public enum NumberType {
  /// 32-bit floats.
  F32(0, 1, 4) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      to[index] = from.get(FLOAT, at);
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      to.set(FLOAT, at, from[index]);
    }
  },
  /// 16-bit floats.
  F16(1, 1, 2) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      to[index] = half(from, at);
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      to.set(SHORT, at, Float.floatToFloat16(from[index]));
    }
  },
  /// 32 numbers of 4 bits: scale·(q − 8).
  Q4_0(2, 32, 18) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      float scale = half(from, at);
      for (int i = 0; i < 16; i++) {
        int pair = from.get(BYTE, at + 2 + i) & 0xFF;
        to[index + i] = scale * ((pair & 0xF) - 8);
        to[index + 16 + i] = scale * ((pair >> 4) - 8);
      }
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      float furthest = 0; // its sign is kept: that end gets the level −8
      for (int i = 0; i < 32; i++) {
        furthest = Math.abs(from[index + i]) > Math.abs(furthest) ? from[index + i] : furthest;
      }
      float scale = furthest / -8;
      float inverse = scale == 0 ? 0 : 1 / scale;
      to.set(SHORT, at, Float.floatToFloat16(scale));
      for (int i = 0; i < 16; i++) {
        int low = Math.min(15, (int) (from[index + i] * inverse + 8.5f));
        int high = Math.min(15, (int) (from[index + 16 + i] * inverse + 8.5f));
        to.set(BYTE, at + 2 + i, (byte) (low | high << 4));
      }
    }
  },
  /// 32 numbers of 8 bits: scale·q.
  Q8_0(8, 32, 34) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      float scale = half(from, at);
      for (int i = 0; i < 32; i++) {
        to[index + i] = scale * from.get(BYTE, at + 2 + i);
      }
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      float largest = 0;
      for (int i = 0; i < 32; i++) {
        largest = Math.max(largest, Math.abs(from[index + i]));
      }
      float scale = largest / 127;
      float inverse = scale == 0 ? 0 : 1 / scale;
      to.set(SHORT, at, Float.floatToFloat16(scale));
      for (int i = 0; i < 32; i++) {
        to.set(BYTE, at + 2 + i, (byte) Math.round(from[index + i] * inverse));
      }
    }
  },
  /// 256 numbers of 4 bits in 8 groups, each with a scale and a minimum of 6 bits.
  Q4_K(12, 256, 144) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      GroupedBlock.decode(from, at, to, index);
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      GroupedBlock.encode(from, index, to, at);
    }
  },
  /// The upper half of 32-bit floats.
  BF16(30, 1, 2) {
    @Override
    void decodeBlock(MemorySegment from, long at, float[] to, int index) {
      to[index] = Float.intBitsToFloat(from.get(SHORT, at) << 16);
    }

    @Override
    void encodeBlock(float[] from, int index, MemorySegment to, long at) {
      int bits = Float.floatToRawIntBits(from[index]);
      int rounded = bits + 0x7FFF + (bits >>> 16 & 1); // to the nearest, ties to even
      to.set(SHORT, at, (short) (rounded >>> 16));
    }
  };

  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int code;
  private final int blockNumbers;
  private final int blockBytes;

  NumberType(int code, int blockNumbers, int blockBytes) {
    this.code = code;
    this.blockNumbers = blockNumbers;
    this.blockBytes = blockBytes;
  }

  abstract void decodeBlock(MemorySegment from, long at, float[] to, int index);

  abstract void encodeBlock(float[] from, int index, MemorySegment to, long at);

  static float half(MemorySegment from, long at) {
    return Float.float16ToFloat(from.get(SHORT, at));
  }

  /// Its number in the file.
  int code() {
    return code;
  }

  static Optional<NumberType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /// The type of that name.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static NumberType named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is none of " + Arrays.toString(values()), e);
    }
  }

  /// Whether rows of that many numbers split into whole blocks.
  public boolean splits(long rowNumbers) {
    return rowNumbers % blockNumbers == 0;
  }

  /// Bytes of so many numbers.
  public long bytes(long numbers) {
    return Math.multiplyExact(Math.ceilDiv(numbers, (long) blockNumbers), (long) blockBytes);
  }

  float[] decode(MemorySegment from, long at, int numbers) {
    float[] values = new float[numbers];
    for (int block = 0; block < numbers / blockNumbers; block++) {
      decodeBlock(from, at + (long) block * blockBytes, values, block * blockNumbers);
    }
    return values;
  }

  /// The numbers in this type.
  public byte[] encode(float[] values) {
    byte[] encoded = new byte[Math.toIntExact(bytes(values.length))];
    MemorySegment to = MemorySegment.ofArray(encoded);
    for (int block = 0; block < values.length / blockNumbers; block++) {
      encodeBlock(values, block * blockNumbers, to, (long) block * blockBytes);
    }
    return encoded;
  }

  /// What the numbers are after having been stored in this type.
  public float[] rounded(float[] values) {
    return decode(MemorySegment.ofArray(encode(values)), 0, values.length);
  }
}
