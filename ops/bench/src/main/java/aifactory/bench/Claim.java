package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// One figure with the bound it is held against: what a benchmark prints as one JSON line.
///
/// @param name `<benchmark>.<figure>`
/// @param figure the median of `raw`
/// @param unit unit of figure, bound and raw
/// @param bound what the product promises
/// @param lowerIsBetter true: figure ≤ bound passes; false: figure ≥ bound passes
/// @param raw every measurement, in order
/// @param machine cores, memory, JDK it was measured with
@JsonIgnoreProperties(ignoreUnknown = true)
public record Claim(
    @JsonProperty("name") String name,
    @JsonProperty("figure") double figure,
    @JsonProperty("unit") String unit,
    @JsonProperty("bound") double bound,
    @JsonProperty("lowerIsBetter") boolean lowerIsBetter,
    @JsonProperty("raw") List<Double> raw,
    @JsonProperty("machine") String machine) {

  /// The claim for some measurements of one figure.
  public static Claim of(
      String name, String unit, double bound, boolean lowerIsBetter, List<Double> raw) {
    List<Double> sorted = raw.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    return new Claim(name, median, unit, bound, lowerIsBetter, raw, Machine.describe());
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
