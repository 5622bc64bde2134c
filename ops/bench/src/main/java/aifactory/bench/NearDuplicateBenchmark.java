package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Near-duplicates of Aozora texts against the curve of 14 bands of 8 rows: pairs in bins of 0.05
/// of their true Jaccard similarity; in each bin with 30 pairs or more, the number found must lie
/// within the 99 % binomial interval around what the curve says. Every bin goes to standard error.
final class NearDuplicateBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.preprocess.explain.NearDuplicateTrial";
  private static final double BIN = 0.05;
  private static final int FEWEST = 30;
  private static final double TAIL = 0.005;

  /// Where the curve turns: (1/14)^(1/8).
  private static final double THRESHOLD = 0.72;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;

  NearDuplicateBenchmark(Path data) {
    this.data = data;
  }

  /// Pairs of one bin, or of several.
  private static final class Pairs {
    int all;
    int met;
    double expected;

    void add(JsonNode pair) {
      all++;
      met += pair.path("meet").asBoolean() ? 1 : 0;
      expected += pair.path("chance").asDouble();
    }
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path out = Files.createTempFile("factory-bench-near", ".jsonl");
    PythonPeer.ours(root, TRIAL, data.toString(), out.toString());
    List<JsonNode> pairs = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      pairs.add(JSON.readTree(line));
    }
    Files.delete(out);
    List<Claim> claims = new ArrayList<>();
    for (String kind : List.of("same-work", "edited")) {
      List<JsonNode> ofKind =
          pairs.stream().filter(pair -> pair.path("kind").asText().equals(kind)).toList();
      claims.add(within(kind, ofKind));
      claims.add(precision(kind, ofKind));
    }
    pairs.stream()
        .filter(pair -> pair.path("kind").asText().equals("different"))
        .forEach(pair ->
            System.err.printf(
                Locale.ROOT,
                "different texts that meet: Jaccard %.3f%n",
                pair.path("jaccard").asDouble()));
    return claims;
  }

  /// Share of the bins that lie within their interval.
  private static Claim within(String kind, List<JsonNode> pairs) {
    Map<Integer, Pairs> bins = new TreeMap<>();
    pairs.forEach(pair ->
        bins.computeIfAbsent(bin(pair.path("jaccard").asDouble()), _ -> new Pairs()).add(pair));
    int judged = 0;
    int within = 0;
    for (var bin : bins.entrySet()) {
      Pairs in = bin.getValue();
      double chance = in.expected / in.all;
      int low = quantile(in.all, chance, TAIL);
      int high = quantile(in.all, chance, 1 - TAIL);
      boolean enough = in.all >= FEWEST;
      boolean holds = low <= in.met && in.met <= high;
      judged += enough ? 1 : 0;
      within += enough && holds ? 1 : 0;
      System.err.printf(
          Locale.ROOT,
          "%s %.2f-%.2f: %d of %d pairs found, recall %.3f, curve %.3f, interval %d..%d%s%n",
          kind,
          bin.getKey() * BIN,
          (bin.getKey() + 1) * BIN,
          in.met,
          in.all,
          (double) in.met / in.all,
          chance,
          low,
          high,
          enough ? holds ? "" : " MISSED" : " (too few)");
    }
    return Claim.of(
        "near-duplicates." + kind + "-bins-within-curve",
        "share of " + judged + " bins",
        1,
        false,
        List.of(judged == 0 ? 0.0 : (double) within / judged));
  }

  /// Equal texts belong to the last bin.
  private static int bin(double jaccard) {
    return (int) Math.min(jaccard / BIN, 1 / BIN - 1);
  }

  /// Of the pairs found, the share that is as similar as the threshold, less what the curve says.
  private static Claim precision(String kind, List<JsonNode> pairs) {
    Pairs similar = new Pairs();
    Pairs all = new Pairs();
    for (JsonNode pair : pairs) {
      all.add(pair);
      if (pair.path("jaccard").asDouble() >= THRESHOLD) {
        similar.add(pair);
      }
    }
    double seen = (double) similar.met / all.met;
    double curve = similar.expected / all.expected;
    System.err.printf(
        Locale.ROOT,
        "%s: precision at %.2f %.3f, by the curve %.3f; recall %.3f, by the curve %.3f%n",
        kind,
        THRESHOLD,
        seen,
        curve,
        (double) similar.met / similar.all,
        similar.expected / similar.all);
    double deviation = 2.576 * Math.sqrt(curve * (1 - curve) / all.met);
    return Claim.of(
        "near-duplicates." + kind + "-precision-off-curve",
        "share",
        deviation,
        true,
        List.of(Math.abs(seen - curve)));
  }

  /// The smallest k with P(X <= k) >= share, X binomial.
  private static int quantile(int n, double p, double share) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 0 : n;
    }
    double logOdds = Math.log(p) - Math.log1p(-p);
    double logMass = n * Math.log1p(-p);
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.exp(logMass);
      if (sum >= share) {
        return k;
      }
      logMass += Math.log((double) (n - k) / (k + 1)) + logOdds;
    }
    return n;
  }
}
