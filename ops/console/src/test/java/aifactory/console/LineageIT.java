package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.event.RetractionReason;
import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where a document went, and what is withdrawn, as REST tells it.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class LineageIT {
  private static final String HOST = "lineage.example";
  private static final String URL = "http://" + HOST + "/page/1";

  @Test
  void aDocumentIsFollowedFromItsRawRecordToTheModelsDrawnFromIt() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.accepted(1, HOST, "en", "Lineage");
      await(() -> told(URL) != null);
      JsonPath first = known();
      int partition = first.getInt("versions[0].partition_no");
      long offset = first.getLong("versions[0].offset_no");
      events.datasetOver("ds-lineage-1", 9001, partition, offset + 1);
      events.datasetOver("ds-lineage-2", 9002, partition, offset);
      events.checkpoint(777, "ds-lineage-1");
      events.bundleDrawnFrom(Sha256.hex("lineage bundle"), Sha256.hex("checkpoint at 777"), HOST);
      events.retraction(URL, HOST, RetractionReason.TAKEDOWN, "order-1", true);
    }

    await(() -> known().getList("versions[0].withdrawn").equals(List.of("TAKEDOWN")));
    JsonPath told = known();
    assertThat(told.getString("document_id")).isEqualTo(Sha256.hex(URL));
    assertThat(told.getList("versions[0].datasets.dataset_id"))
        .contains("ds-lineage-1")
        .doesNotContain("ds-lineage-2");
    assertThat(told.getList("versions[0].checkpoints.step")).contains(777);
    assertThat(told.getList("versions[0].bundles")).containsExactly(Sha256.hex("lineage bundle"));
    assertThat(told.getString("register[0].cause")).isEqualTo("order-1");
    JsonPath register = given().get("/api/retractions?cause=order-1").jsonPath();
    assertThat(register.getList("retractions.url")).containsExactly(URL);
    assertThat(register.getInt("reasons[0].total")).isOne();
    given().get("/api/lineage?target=http://nowhere.example/").then().statusCode(404);
    given().get("/api/lineage").then().statusCode(400);
  }

  private static JsonPath known() {
    return Objects.requireNonNull(told(URL), "it is known");
  }

  private static @Nullable JsonPath told(String url) {
    var answer = given().get("/api/lineage?target=" + url);
    return answer.statusCode() == 200 ? answer.jsonPath() : null;
  }
}
