package aifactory.crawler.frontier;

import aifactory.contract.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;

/// Keys of the frontier's stores. Byte order is the order of work.
final class Keys {
  /// Bytes of a URL's hash: 2^-64 chance of a collision among four thousand million URLs.
  static final int HASH_BYTES = 16;

  /// Due time, inverted priority, hash: the part of a queue key behind the host.
  static final int PLACE_BYTES = Long.BYTES + Integer.BYTES + HASH_BYTES;

  private static final byte SEPARATOR = 0;

  private Keys() {}

  static byte[] hash(String text) {
    return Arrays.copyOf(Sha256.digest().digest(utf8(text)), HASH_BYTES);
  }

  static Bytes of(String host) {
    return Bytes.wrap(utf8(host));
  }

  static Bytes of(byte[] hash) {
    return Bytes.wrap(hash);
  }

  /// host ‖ 0 ‖ text
  static Bytes of(String host, String text) {
    return join(prefix(host), utf8(text));
  }

  /// time ‖ rest: earlier first
  static Bytes at(long time, byte[] rest) {
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + rest.length).putLong(time).put(rest).array());
  }

  static long timeOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }

  static byte[] restOf(Bytes key) {
    return Arrays.copyOfRange(key.get(), Long.BYTES, key.get().length);
  }

  /// Place in a host's queue: earlier due first, then higher priority, then hash.
  static byte[] place(long due, float priority, byte[] hash) {
    int bits = Float.floatToIntBits(priority);
    int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE) ^ Integer.MIN_VALUE;
    return ByteBuffer.allocate(PLACE_BYTES).putLong(due).putInt(~ascending).put(hash).array();
  }

  static Bytes inQueue(String host, byte[] place) {
    return join(prefix(host), place);
  }

  /// Behind every place of the host's queue.
  static Bytes endOfQueue(String host) {
    byte[] end = new byte[PLACE_BYTES];
    Arrays.fill(end, (byte) 0xFF);
    return join(prefix(host), end);
  }

  static byte[] placeOf(Bytes queueKey) {
    byte[] key = queueKey.get();
    return Arrays.copyOfRange(key, key.length - PLACE_BYTES, key.length);
  }

  static long dueOf(byte[] place) {
    return ByteBuffer.wrap(place).getLong();
  }

  static byte[] hashOf(byte[] place) {
    return Arrays.copyOfRange(place, PLACE_BYTES - HASH_BYTES, PLACE_BYTES);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] prefix(String host) {
    byte[] name = utf8(host);
    byte[] prefix = Arrays.copyOf(name, name.length + 1);
    prefix[name.length] = SEPARATOR;
    return prefix;
  }

  private static Bytes join(byte[] head, byte[] tail) {
    return Bytes.wrap(ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
