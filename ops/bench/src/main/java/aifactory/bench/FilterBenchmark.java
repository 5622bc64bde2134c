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

/// The published quality filters beside datatrove's, over the same mixed corpus: share of equal
/// decisions (each of the four lists on each text), and documents per second, filters alone and
/// with extraction before them, one thread each, in alternated pairs. Differences go to standard
/// error.
final class FilterBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.preprocess.explain.FilterTrial";
  private static final double EQUAL_BOUND = 0.999;
  private static final double SPEED_BOUND = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;

  FilterBenchmark(Path data) {
    this.data = data;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer =
        PythonPeer.install(
            root, "filters", "datatrove", "spacy", "nltk", "regex", "tldextract", "trafilatura");
    Path work = Files.createTempDirectory("factory-bench-filters");
    String corpus = work.resolve("corpus.jsonl").toString();
    peer.run("corpus", data.toString(), corpus);
    peer.run("decide", corpus, work.resolve("peer.jsonl").toString());
    PythonPeer.ours(
        root, "preprocess-streams", TRIAL, "decide", corpus, work.resolve("ours.jsonl").toString());
    double equal = equalShare(work);
    List<Double> filters = pairs(root, peer, runs, "time", corpus);
    List<Double> whole = pairs(root, peer, runs, "extract", data.toString());
    return List.of(
        Claim.of("filters.equal-decisions", "share", EQUAL_BOUND, false, List.of(equal)),
        Claim.of("filters.speed-over-datatrove", "x", SPEED_BOUND, false, filters),
        Claim.of("filters.extract-and-filter-over-datatrove", "x", SPEED_BOUND, false, whole));
  }

  private static List<Double> pairs(Path root, PythonPeer peer, int runs, String mode, String input)
      throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      double ours =
          PythonPeer.rate(PythonPeer.ours(root, "preprocess-streams", TRIAL, mode, input));
      double theirs = PythonPeer.rate(peer.run(mode, input));
      System.err.printf(
          Locale.ROOT, "%s: ours %.1f documents/s, datatrove %.1f%n", mode, ours, theirs);
      ratios.add(ours / theirs);
    }
    return ratios;
  }

  private static double equalShare(Path work) throws IOException {
    List<String> ours = Files.readAllLines(work.resolve("ours.jsonl"));
    List<String> theirs = Files.readAllLines(work.resolve("peer.jsonl"));
    long equal = 0;
    long all = 0;
    for (int i = 0; i < theirs.size(); i++) {
      JsonNode our = JSON.readTree(ours.get(i));
      JsonNode their = JSON.readTree(theirs.get(i));
      for (var decision : their.properties()) {
        boolean same = decision.getValue().isNull() == our.path(decision.getKey()).isNull();
        all++;
        equal += same ? 1 : 0;
        if (!same) {
          System.err.printf(
              "text %d, %s: ours %s, datatrove %s%n",
              i, decision.getKey(), our.path(decision.getKey()), decision.getValue());
        }
      }
    }
    return (double) equal / all;
  }
}
