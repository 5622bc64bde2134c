package aifactory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.claim.Claim;
import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RetrievalBenchmarkTest {
  @Test
  void aGainIsCountedOnTheHalfThatNothingWasChosenOn() {
    List<JsonNode> lines =
        Stream.of(
                "{\"collection\":\"jaquad\",\"half\":\"development\",\"way\":\"lucene\",\"mrr10\":0.1}",
                "{\"collection\":\"jaquad\",\"half\":\"reported\",\"way\":\"lucene\",\"mrr10\":0.90}",
                "{\"collection\":\"jaquad\",\"half\":\"reported\",\"way\":\"all\",\"mrr10\":0.93}",
                "{\"collection\":\"jaquad\",\"documentsPerSecond\":30}")
            .map(line -> CanonicalJson.read(line, JsonNode.class))
            .toList();

    Claim claim = RetrievalBenchmark.gain(lines, "jaquad", "mrr10", "lucene", 2);

    assertThat(claim.name()).isEqualTo("retrieval.jaquad-mrr10-over-lucene");
    assertThat(claim.figure()).isBetween(2.99, 3.01);
    assertThat(claim.passes()).isTrue();
  }
}
