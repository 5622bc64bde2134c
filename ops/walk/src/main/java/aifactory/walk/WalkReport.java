package aifactory.walk;

import aifactory.claim.Claim;
import aifactory.contract.manifest.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a walk saw, step by step, as a table or as JSON. Every value was read back from topics,
/// files or REST.
final class WalkReport {
  private final String walk;
  private final boolean json;
  private final List<Row> rows = new ArrayList<>();
  private final List<Claim> figures = new ArrayList<>();

  /// @param seen what was read back
  /// @param wanted what must hold, in words
  private record Row(String step, String seen, String wanted, boolean holds) {}

  WalkReport(String walk, boolean json) {
    this.walk = walk;
    this.json = json;
  }

  /// Notes a step; printed at once, so that a long walk shows its progress.
  void saw(String step, Object seen, String wanted, boolean holds) {
    Row row = new Row(step, String.valueOf(seen), wanted, holds);
    rows.add(row);
    if (!json) {
      System.out.println(line(row));
    }
  }

  /// Notes a measured figure, which the JSON line at the end tells.
  ///
  /// @param bound it must not be above this
  void measured(String name, double figure, String unit, double bound) {
    boolean holds = figure <= bound;
    saw(name, "%.0f %s".formatted(figure, unit), "at most %.0f %s".formatted(bound, unit), holds);
    figures.add(Claim.of(claim(name), unit, bound, true, List.of(figure)));
  }

  /// Notes a measured figure that is better the higher it is.
  ///
  /// @param bound it must not be below this
  void reached(String name, double figure, String unit, double bound) {
    boolean holds = figure >= bound;
    saw(name, "%.0f %s".formatted(figure, unit), "at least %.0f %s".formatted(bound, unit), holds);
    figures.add(Claim.of(claim(name), unit, bound, false, List.of(figure)));
  }

  /// Notes a step that could not be finished.
  void failed(String step, Exception error) {
    saw(step, error.toString(), "no error", false);
  }

  boolean holds() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::holds);
  }

  /// `walk-<walk>.<figure>`.
  private String claim(String figure) {
    return "walk-%s.%s"
        .formatted(walk, figure.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
  }

  /// What the walk shows: how many of its steps hold, and each figure.
  List<Claim> claims() {
    double held = rows.stream().filter(Row::holds).count();
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.of(claim("steps"), "steps that hold", rows.size(), false, List.of(held)));
    claims.addAll(figures);
    return claims;
  }

  /// The steps that do not hold, with what was seen.
  List<String> missed() {
    return rows.stream().filter(row -> !row.holds()).map(WalkReport::line).toList();
  }

  /// Prints the end: a verdict, or the whole as one JSON line.
  void finish() {
    if (json) {
      List<Map<String, Object>> steps = new ArrayList<>();
      for (Row row : rows) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("step", row.step());
        step.put("seen", row.seen());
        step.put("wanted", row.wanted());
        step.put("holds", row.holds());
        steps.add(step);
      }
      System.out.println(
          CanonicalJson.write(
              Map.of("walk", walk, "pass", holds(), "steps", steps, "figures", figures)));
    } else {
      int missed = missed().size();
      System.out.println(
          missed == 0
              ? "%s: all %d steps hold".formatted(walk, rows.size())
              : "%s: %d of %d steps do not hold".formatted(walk, missed, rows.size()));
      if (!figures.isEmpty()) {
        System.out.println(
            CanonicalJson.write(Map.of("walk", walk, "pass", holds(), "figures", figures)));
      }
    }
  }

  private static String line(Row row) {
    return "%s %-44s %s%s"
        .formatted(
            row.holds() ? "✓" : "✗",
            row.step(),
            row.seen(),
            row.holds() ? "" : "   (wanted: " + row.wanted() + ")");
  }
}
