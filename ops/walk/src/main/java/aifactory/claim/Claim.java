package aifactory.claim;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/// One figure with the bound it is held against: what walks and benchmarks print as one JSON line.
///
/// @param name `<benchmark>.<figure>`, or `walk-<walk>.<figure>`
/// @param figure the median of `raw`
/// @param unit unit of figure, bound and raw
/// @param bound what the product promises
/// @param lowerIsBetter true: figure ≤ bound passes; false: figure ≥ bound passes
/// @param raw every measurement, in order
/// @param ours where `raw` are ratios: our side of each pair
/// @param peer where `raw` are ratios: the peer's side of each pair
/// @param machine cores, memory, JDK it was measured with
/// @param code commit and day of the code that was measured; empty while it is not recorded
@JsonIgnoreProperties(ignoreUnknown = true)
public record Claim(
    @JsonProperty("name") String name,
    @JsonProperty("figure") double figure,
    @JsonProperty("unit") String unit,
    @JsonProperty("bound") double bound,
    @JsonProperty("lowerIsBetter") boolean lowerIsBetter,
    @JsonProperty("raw") List<Double> raw,
    @JsonProperty("ours") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> ours,
    @JsonProperty("peer") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> peer,
    @JsonProperty("machine") String machine,
    @JsonProperty("code") @JsonInclude(JsonInclude.Include.NON_EMPTY) String code) {
  /// What is not on a line is empty.
  public Claim {
    ours = ours == null ? List.of() : List.copyOf(ours);
    peer = peer == null ? List.of() : List.copyOf(peer);
    code = code == null ? "" : code;
  }

  /// The claim for some measurements of one figure.
  public static Claim of(
      String name, String unit, double bound, boolean lowerIsBetter, List<Double> raw) {
    return new Claim(
        name,
        median(raw),
        unit,
        bound,
        lowerIsBetter,
        raw,
        List.of(),
        List.of(),
        Machine.describe(),
        "");
  }

  /// The claim that we reach `bound` times the peer's figure, over pairs measured one after the
  /// other.
  public static Claim beside(
      String name, String unit, double bound, List<Double> ours, List<Double> peer) {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < ours.size(); pair++) {
      ratios.add(ours.get(pair) / peer.get(pair));
    }
    return new Claim(
        name, median(ratios), unit, bound, false, ratios, ours, peer, Machine.describe(), "");
  }

  /// The claim that we take no longer than `bound` times what the peer takes, over pairs.
  public static Claim noLonger(
      String name, String unit, double bound, List<Double> ours, List<Double> peer) {
    Claim ratios = beside(name, unit, bound, ours, peer);
    return new Claim(
        name, ratios.figure, unit, bound, true, ratios.raw, ours, peer, Machine.describe(), "");
  }

  /// The same of known code.
  Claim of(String code) {
    return new Claim(name, figure, unit, bound, lowerIsBetter, raw, ours, peer, machine, code);
  }

  private static double median(List<Double> raw) {
    List<Double> sorted = raw.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /// Both sides of each pair, for people.
  public String columns() {
    return "%s: %.2f  ours %s  peer %s".formatted(name, figure, rounded(ours), rounded(peer));
  }

  private static List<String> rounded(List<Double> values) {
    return values.stream().map("%.1f"::formatted).toList();
  }

  @JsonProperty("pass")
  public boolean passes() {
    return lowerIsBetter ? figure <= bound : figure >= bound;
  }

  /// The claim as one JSON line.
  public String line() {
    return CanonicalJson.write(this);
  }
}
