package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Freshness of pages that the frontier plans the visits to, over that of an oracle which knows how
/// often each changes and makes as many visits. Simulated; the same figures on every machine.
final class RevisitBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.crawler.explain.RevisitTrial";
  private static final double BOUND = 0.9;

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    List<Claim> claims = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : PythonPeer.ours(root, "crawler-service", TRIAL).lines().toList()) {
      System.err.println(line);
      JsonNode told = json.readTree(line);
      claims.add(
          Claim.beside(
              "revisits." + told.path("pages").asText() + "-freshness-over-oracle",
              "x",
              BOUND,
              List.of(told.path("freshness").asDouble()),
              List.of(told.path("oracle").asDouble())));
    }
    if (claims.isEmpty()) {
      throw new IOException("the trial said nothing");
    }
    return claims;
  }
}
