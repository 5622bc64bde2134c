package aifactory.preprocess.sealing;

import aifactory.contract.id.Sha256;
import aifactory.event.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A set of documents as one number: the sum mod 2^256 of a hash per document. It does not depend
/// on the order, and a document is taken out by subtracting its hash.
final class ContentSum {
  private static final int WORDS = 4; // little end first: word 0 is the least significant

  private final long[] words = new long[WORDS];

  /// The hash of one document: SHA-256 of version (hex, UTF-8), weight (IEEE double, big endian)
  /// and split (name, UTF-8), as four words. What is masked of it adds a hash of its own.
  static long[] contribution(String version, double weight, Split split) {
    MessageDigest digest = Sha256.digest();
    digest.update(version.getBytes(StandardCharsets.UTF_8));
    digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(weight).array());
    digest.update(split.name().getBytes(StandardCharsets.UTF_8));
    return words(digest.digest());
  }

  /// A hash of 32 bytes, big endian, as four words, least significant first.
  static long[] words(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    long[] words = new long[WORDS];
    for (int i = WORDS - 1; i >= 0; i--) {
      words[i] = bytes.getLong();
    }
    return words;
  }

  long[] words() {
    return words.clone();
  }

  void add(long[] other) {
    long carry = 0;
    for (int i = 0; i < WORDS; i++) {
      long sum = words[i] + other[i];
      long overflow = Long.compareUnsigned(sum, words[i]) < 0 ? 1 : 0;
      long total = sum + carry;
      carry = overflow | (Long.compareUnsigned(total, sum) < 0 ? 1 : 0);
      words[i] = total;
    }
  }

  void subtract(long[] other) {
    long borrow = 0;
    for (int i = 0; i < WORDS; i++) {
      long difference = words[i] - other[i];
      long underflow = Long.compareUnsigned(words[i], other[i]) < 0 ? 1 : 0;
      long total = difference - borrow;
      borrow = underflow | (Long.compareUnsigned(difference, borrow) < 0 ? 1 : 0);
      words[i] = total;
    }
  }

  void add(ContentSum other) {
    add(other.words);
  }

  String hex() {
    return "%016x%016x%016x%016x".formatted(words[3], words[2], words[1], words[0]);
  }
}
