package aifactory.console.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs between two dataset versions, in the counts that each was sealed with.
final class DatasetDifference {
  private static final List<String> SUMS =
      List.of(
          "total_docs",
          "train_documents",
          "evaluation_documents",
          "characters",
          "utf8_bytes",
          "masked_utf8_bytes");
  private static final List<String> BREAKDOWNS =
      List.of(
          "source_breakdown", "by_domain", "by_language", "by_licence", "withdrawn", "rejected");

  private DatasetDifference() {}

  static Map<String, Object> between(
      Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
    Map<String, Object> difference = new LinkedHashMap<>();
    Map<String, Object> sums = new LinkedHashMap<>();
    SUMS.forEach(name -> sums.put(name, change(number(from.get(name)), number(to.get(name)))));
    difference.put("sums", sums);
    for (String name : BREAKDOWNS) {
      difference.put(name, changes(from.get(name), to.get(name)));
    }
    for (String name : List.of("configuration_hash", "content_hash")) {
      difference.put(
          "same_" + name, String.valueOf(from.get(name)).equals(String.valueOf(to.get(name))));
    }
    return difference;
  }

  /// Entries that differ, the greatest change first.
  private static List<Map<String, Object>> changes(@Nullable Object from, @Nullable Object to) {
    TreeSet<String> names = new TreeSet<>();
    names(from, names);
    names(to, names);
    List<Map<String, Object>> changes = new ArrayList<>();
    for (String name : names) {
      long was = entry(from, name);
      long is = entry(to, name);
      if (was != is) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("name", name);
        change.putAll(change(was, is));
        changes.add(change);
      }
    }
    changes.sort(
        Comparator.comparingLong(
                (Map<String, Object> each) -> -Math.abs(number(each.get("change"))))
            .thenComparing(each -> String.valueOf(each.get("name"))));
    return changes;
  }

  private static Map<String, Object> change(long was, long is) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("from", was);
    change.put("to", is);
    change.put("change", is - was);
    return change;
  }

  private static void names(@Nullable Object breakdown, TreeSet<String> into) {
    if (breakdown instanceof JsonNode json) {
      json.fieldNames().forEachRemaining(into::add);
    }
  }

  private static long entry(@Nullable Object breakdown, String name) {
    return breakdown instanceof JsonNode json ? json.path(name).asLong() : 0;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
