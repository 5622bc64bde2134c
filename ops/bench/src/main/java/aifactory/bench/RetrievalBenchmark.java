package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Retrieval quality over Cranfield and JaQuAD against Lucene as it comes, in points (hundredths),
/// on the half of the questions that no setting is to be chosen on; and the search with vectors
/// against the one without. The lines of every way of searching go to standard error: the ablation.
final class RetrievalBenchmark implements Benchmark {
  private static final double BOUND_POINTS = 2;
  private static final String MAIN = "aifactory.inference.measure.RetrievalMeasurement";

  private final Path data;

  RetrievalBenchmark(Path data) {
    this.data = data;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(root.resolve("ops/bench/target/retrieval"));
    List<JsonNode> lines =
        lines(
            new ServiceClass(root, "inference-service", MAIN)
                .command(data.toString(), scratch.toString()));
    return List.of(
        gain(lines, "cranfield", "ndcg10", "lucene", BOUND_POINTS),
        gain(lines, "jaquad", "mrr10", "lucene", BOUND_POINTS),
        gain(lines, "jaquad", "recall5", "lucene", BOUND_POINTS),
        gain(lines, "cranfield", "ndcg10", "+ feedback", 0));
  }

  private static List<JsonNode> lines(List<String> command)
      throws IOException, InterruptedException {
    Process measuring =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader out = measuring.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        System.err.println(line);
        lines.add(CanonicalJson.read(line, JsonNode.class));
      }
    }
    if (measuring.waitFor() != 0) {
      throw new IOException(MAIN + " ended with code " + measuring.exitValue());
    }
    return lines;
  }

  static Claim gain(
      List<JsonNode> lines, String collection, String measure, String over, double bound) {
    double points =
        100 * (value(lines, collection, "all", measure) - value(lines, collection, over, measure));
    String beaten = over.equals("lucene") ? over : "words";
    String name = "retrieval.%s-%s-over-%s".formatted(collection, measure, beaten);
    return Claim.of(name, "points", bound, false, List.of(points));
  }

  private static double value(List<JsonNode> lines, String collection, String way, String measure) {
    return lines.stream()
        .filter(line -> line.path("collection").asText().equals(collection))
        .filter(line -> line.path("way").asText().equals(way))
        .filter(line -> line.path("half").asText().equals("reported"))
        .mapToDouble(line -> line.path(measure).asDouble())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(collection + " was not searched by " + way));
  }
}
