package aifactory.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Main text of real pages beside trafilatura's: token F1 of both against the text that the pages'
/// collection expects, as mean over the pages. The bound of ours is the peer's figure of this run;
/// extraction is deterministic, so it runs once. Pages on which the peer is better go to standard
/// error.
final class ExtractionBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.preprocess.explain.ExtractionTrial";
  private static final double MUCH = 0.1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;

  ExtractionBenchmark(Path data) {
    this.data = data;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "extraction", "trafilatura");
    Path work = Files.createTempDirectory("factory-bench-extraction");
    String pages = data.toString();
    String ours = work.resolve("ours.jsonl").toString();
    String theirs = work.resolve("peer.jsonl").toString();
    PythonPeer.ours(root, "preprocess-streams", TRIAL, pages, ours);
    peer.run("peer", pages, theirs);
    JsonNode our = JSON.readTree(peer.run("score", pages, ours));
    JsonNode their = JSON.readTree(peer.run("score", pages, theirs));
    for (var page : their.path("pages").properties()) {
      double difference =
          page.getValue().asDouble() - our.path("pages").path(page.getKey()).asDouble();
      if (difference > MUCH) {
        System.err.printf(
            Locale.ROOT, "%s: the peer is better by %.3f%n", page.getKey(), difference);
      }
    }
    Claim mean =
        Claim.of(
            "extraction.mean-f1",
            "F1",
            their.path("mean").asDouble(),
            false,
            List.of(our.path("mean").asDouble()));
    return List.of(
        mean, Claim.of("extraction.median-f1", "F1", median(their), false, List.of(median(our))));
  }

  private static double median(JsonNode scored) {
    double[] sorted =
        StreamSupport.stream(scored.path("pages").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }
}
