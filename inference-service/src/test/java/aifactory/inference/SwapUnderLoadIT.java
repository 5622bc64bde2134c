package aifactory.inference;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The model changed under load: every answer is one bundle's, whole, and names it.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
class SwapUnderLoadIT {
  private static final String GENERATE =
      "{\"prompt\":\"A page\",\"rag\":false,\"extractive\":false,\"temperature\":0,\"max_tokens\":20%s}";

  private RunningService service;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    RunningService.await(() -> service.got("/api/inference").path("ready").asBoolean());
    service.serve("production", TinyBundle.publish(RunningService.modelStore()));
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void swappingUnderLoadFailsNoRequestAndMixesNone() throws IOException, InterruptedException {
    Path store = RunningService.modelStore();
    String one = TinyBundle.publish(store);
    String two = changedWeights(store, one);
    Map<String, String> expected = new ConcurrentHashMap<>();
    for (String id : List.of(one, two)) {
      service.serve("production", id);
      JsonNode answer = service.posted("/api/generate", GENERATE.formatted(""));
      expected.put(id, answer.path("text").asText());
    }
    assertThat(expected.get(one)).isNotEqualTo(expected.get(two));
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (int client = 0; client < 4; client++) {
        clients.execute(() -> askUntil(done, expected, answered, wrong));
      }
      for (int swap = 0; swap < 10; swap++) {
        service.serve("production", swap % 2 == 0 ? one : two);
      }
      done.set(true);
    }
    System.getLogger("swap").log(System.Logger.Level.INFO, "answers over 10 swaps: " + answered);
    assertThat(wrong).isEmpty();
    assertThat(answered.get()).isGreaterThan(20);
  }

  private void askUntil(
      AtomicBoolean done,
      Map<String, String> expected,
      AtomicInteger answered,
      ConcurrentLinkedQueue<String> wrong) {
    while (!done.get()) {
      HttpResponse<String> response = service.post("/api/generate", GENERATE.formatted(""));
      JsonNode answer = RunningService.json(response.body());
      String text = answer.path("text").asText();
      if (response.statusCode() != 200
          || !text.equals(expected.get(answer.path("bundle").asText()))) {
        wrong.add(response.statusCode() + " " + response.body());
      }
      answered.incrementAndGet();
    }
  }

  private static String changedWeights(Path store, String of) throws IOException {
    Path made = Files.createTempDirectory(store, "changed");
    for (Path file : TinyBundle.files(store, of)) {
      Files.copy(file, made.resolve(file.getFileName()));
    }
    Path weights = made.resolve(BundleLayout.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = 3; i < bytes.length / 2; i += 16) {
      bytes[i] ^= (byte) 0x80; // the sign of every fourth weight
    }
    Files.write(weights, bytes);
    String id = BundleChecksum.of(made);
    Files.move(made, store.resolve(BundleLayout.location(id)));
    return id;
  }
}
