package aifactory.trainer.dataset;

import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The retraction register in log order, 12 bytes a record and each version's name once: a domain
/// that is forbidden and allowed a hundred times must not fill the memory. Not thread-safe.
final class RegisterLog {
  private static final RetractionReason[] REASONS = RetractionReason.values();
  private static final int FIRST_CAPACITY = 256;
  private static final int REASON_BITS = 3;
  private static final int REASON_MASK = (1 << REASON_BITS) - 1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> versions = new ArrayList<>();
  private final Map<Integer, Column> partitions = new TreeMap<>();

  /// One partition, in offset order.
  private static final class Column {
    private long[] offsets = new long[FIRST_CAPACITY];

    /// Version's number, reason and whether it is in force, from the high bits to the low.
    private int[] marks = new int[FIRST_CAPACITY];

    private int size;

    void add(long offset, int mark) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * size);
        marks = Arrays.copyOf(marks, 2 * size);
      }
      offsets[size] = offset;
      marks[size++] = mark;
    }
  }

  void add(int partition, long offset, RetractionRegistered retraction) {
    int number =
        numbers.computeIfAbsent(
            retraction.getVersion(),
            version -> {
              versions.add(version);
              return versions.size() - 1;
            });
    int mark =
        (number << REASON_BITS | retraction.getReason().ordinal()) << 1
            | (retraction.getInForce() ? 1 : 0);
    partitions.computeIfAbsent(partition, _ -> new Column()).add(offset, mark);
  }

  /// The register as it was before these offsets.
  Withdrawals before(Map<Integer, Long> ends) {
    Withdrawals withdrawals = new Withdrawals();
    partitions.forEach((partition, column) -> {
      long end = ends.getOrDefault(partition, 0L);
      for (int i = 0; i < column.size && column.offsets[i] < end; i++) {
        int mark = column.marks[i];
        withdrawals.add(
            versions.get(mark >>> (REASON_BITS + 1)),
            REASONS[mark >>> 1 & REASON_MASK],
            (mark & 1) == 1);
      }
    });
    return withdrawals;
  }
}
