package aifactory.inference.retrieve;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far the index has read the log: next offset per partition, and which cluster that log is in.
/// Stored in the index's commits.
///
/// @param form what the index's passages hold; another one must be made again
public record LogPosition(String clusterId, Map<Integer, Long> nextOffsets, String form) {
  private static final String CLUSTER = "cluster";
  private static final String FORM = "form";
  private static final String PARTITION = "partition.";

  public static final LogPosition NOWHERE = new LogPosition("", Map.of(), "");

  static LogPosition read(Map<String, String> commitData) {
    Map<Integer, Long> offsets = new TreeMap<>();
    commitData.forEach((name, value) -> {
      if (name.startsWith(PARTITION)) {
        offsets.put(Integer.valueOf(name.substring(PARTITION.length())), Long.valueOf(value));
      }
    });
    return new LogPosition(
        commitData.getOrDefault(CLUSTER, ""),
        Map.copyOf(offsets),
        commitData.getOrDefault(FORM, ""));
  }

  Map<String, String> commitData() {
    Map<String, String> stored =
        nextOffsets.entrySet().stream()
            .collect(Collectors.toMap(e -> PARTITION + e.getKey(), e -> e.getValue().toString()));
    stored.put(CLUSTER, clusterId);
    stored.put(FORM, form);
    return stored;
  }

  /// The same in an index of a certain form.
  LogPosition inForm(String other) {
    return new LogPosition(clusterId, nextOffsets, other);
  }

  /// The position after reading on.
  LogPosition advancedTo(String cluster, Map<Integer, Long> moved) {
    Map<Integer, Long> offsets = new TreeMap<>(nextOffsets);
    offsets.putAll(moved);
    return new LogPosition(cluster, Map.copyOf(offsets), form);
  }

  /// Why this position cannot belong to a log with these ends; empty when it can.
  public String contradictionWith(String cluster, Map<Integer, Long> endOffsets) {
    if (nextOffsets.isEmpty()) {
      return "";
    }
    if (!clusterId.equals(cluster)) {
      return "index was made from cluster %s, this is %s".formatted(clusterId, cluster);
    }
    return nextOffsets.entrySet().stream()
        .filter(stored -> stored.getValue() > endOffsets.getOrDefault(stored.getKey(), 0L))
        .map(stored ->
            "index has read partition %d up to %d, the log ends at %d"
                .formatted(
                    stored.getKey(),
                    stored.getValue(),
                    endOffsets.getOrDefault(stored.getKey(), 0L)))
        .collect(Collectors.joining("; "));
  }
}
