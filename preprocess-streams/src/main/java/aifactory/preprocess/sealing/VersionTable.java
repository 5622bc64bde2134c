package aifactory.preprocess.sealing;

import java.util.Arrays;

/// What sealing remembers of every version, in columns: about 93 bytes each, no text, no objects.
/// Versions are found by the first 16 bytes of their hash. For one thread.
final class VersionTable {
  private static final int FIRST_CAPACITY = 1024;
  private static final int SUM_WORDS = 4;
  private static final int HEX = 16;
  private static final int DIGITS = 16;

  private int size;
  private long[] keys = new long[2 * FIRST_CAPACITY];
  private long[] documents = new long[2 * FIRST_CAPACITY];
  private long[] sums = new long[SUM_WORDS * FIRST_CAPACITY];
  private int[] characters = new int[FIRST_CAPACITY];
  private int[] utf8Bytes = new int[FIRST_CAPACITY];
  private int[] groups = new int[FIRST_CAPACITY];
  private int[] maskedParagraphs = new int[FIRST_CAPACITY];
  private int[] maskedUtf8Bytes = new int[FIRST_CAPACITY];
  private byte[] withdrawals = new byte[FIRST_CAPACITY];

  /// Open addressing, linear probing, at most half full; row + 1, 0 = free.
  private int[] slots = new int[4 * FIRST_CAPACITY];

  int size() {
    return size;
  }

  /// First half of what a row's version is known by.
  long high(int row) {
    return keys[2 * row];
  }

  /// The second half.
  long low(int row) {
    return keys[2 * row + 1];
  }

  /// Row of a version, -1 when it is not there.
  int find(long high, long low) {
    return slots[slot(high, low)] - 1;
  }

  /// Row of a version, -1 when it is not there.
  int find(String version) {
    return slots[slot(high(version), low(version))] - 1;
  }

  /// Adds a version that is not there yet and returns its row.
  int add(String version, String documentId, long[] sum, int group, int chars, int bytes) {
    if (size == groups.length) {
      grow();
    }
    int row = size++;
    keys[2 * row] = high(version);
    keys[2 * row + 1] = low(version);
    documents[2 * row] = high(documentId);
    documents[2 * row + 1] = low(documentId);
    System.arraycopy(sum, 0, sums, SUM_WORDS * row, SUM_WORDS);
    groups[row] = group;
    characters[row] = chars;
    utf8Bytes[row] = bytes;
    slots[slot(keys[2 * row], keys[2 * row + 1])] = row + 1;
    return row;
  }

  boolean belongsTo(int row, String documentId) {
    return documents[2 * row] == high(documentId) && documents[2 * row + 1] == low(documentId);
  }

  long[] sum(int row) {
    return Arrays.copyOfRange(sums, SUM_WORDS * row, SUM_WORDS * (row + 1));
  }

  int group(int row) {
    return groups[row];
  }

  int characters(int row) {
    return characters[row];
  }

  int utf8Bytes(int row) {
    return utf8Bytes[row];
  }

  int maskedParagraphs(int row) {
    return maskedParagraphs[row];
  }

  int maskedUtf8Bytes(int row) {
    return maskedUtf8Bytes[row];
  }

  /// @param sum the row's hash with that of its mask in it
  void setMasked(int row, long[] sum, int paragraphs, int bytes) {
    System.arraycopy(sum, 0, sums, SUM_WORDS * row, SUM_WORDS);
    maskedParagraphs[row] = paragraphs;
    maskedUtf8Bytes[row] = bytes;
  }

  /// One bit per reason in force.
  byte withdrawals(int row) {
    return withdrawals[row];
  }

  void setWithdrawals(int row, byte reasons) {
    withdrawals[row] = reasons;
  }

  private int slot(long high, long low) {
    int mask = slots.length - 1;
    int slot = (int) (high ^ low) & mask; // both are parts of a hash: no mixing needed
    while (slots[slot] != 0) {
      int row = slots[slot] - 1;
      if (keys[2 * row] == high && keys[2 * row + 1] == low) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = 2 * groups.length;
    keys = Arrays.copyOf(keys, 2 * capacity);
    documents = Arrays.copyOf(documents, 2 * capacity);
    sums = Arrays.copyOf(sums, SUM_WORDS * capacity);
    characters = Arrays.copyOf(characters, capacity);
    utf8Bytes = Arrays.copyOf(utf8Bytes, capacity);
    groups = Arrays.copyOf(groups, capacity);
    maskedParagraphs = Arrays.copyOf(maskedParagraphs, capacity);
    maskedUtf8Bytes = Arrays.copyOf(maskedUtf8Bytes, capacity);
    withdrawals = Arrays.copyOf(withdrawals, capacity);
    slots = new int[4 * capacity];
    for (int row = 0; row < size; row++) {
      slots[slot(keys[2 * row], keys[2 * row + 1])] = row + 1;
    }
  }

  private static long high(String hex) {
    return Long.parseUnsignedLong(hex, 0, DIGITS, HEX);
  }

  private static long low(String hex) {
    return Long.parseUnsignedLong(hex, DIGITS, 2 * DIGITS, HEX);
  }
}
