package aifactory.walk;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The inference service with a broker and a registry and nothing else: what other people's clients
/// and benchmarks of serving need.
public final class LoneInference implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ScratchFactory factory;
  private final EventProducer producer;

  private LoneInference(ScratchFactory factory) {
    this.factory = factory;
    this.producer = EventProducer.open(factory.kafka(), "walk-inference");
  }

  /// Starts one; returns when it is ready.
  ///
  /// @param settings environment variables of the service
  public static LoneInference start(Path root, Map<String, String> settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SERVICES", "inference");
    all.put("SAMPLES", "0");
    all.put("ENABLE_RAG", "0");
    all.put("EXTRACTIVE_ANSWERS", "never");
    all.put("REQUESTS_PER_MINUTE", "0"); // asked without pause
    ScratchFactory factory =
        ScratchFactory.start(root, all, System.getenv("WALK_KEEP_HOME") != null);
    try {
      factory.awaitReady(READY);
      return new LoneInference(factory);
    } catch (RuntimeException | IOException | InterruptedException e) {
      factory.close();
      throw e;
    }
  }

  /// Puts a copy of a bundle into production; returns its id when it serves.
  public String serve(Path bundle) throws IOException {
    String id = BundleChecksum.of(bundle);
    Path place = factory.home().resolve("models").resolve(BundleLayout.location(id));
    Files.createDirectories(place);
    for (String name : BundleLayout.IDENTITY) {
      Files.copy(bundle.resolve(name), place.resolve(name));
    }
    producer.sendAndWait(
        Topics.MODEL_ALIASES,
        "production",
        AliasMoved.newBuilder()
            .setAlias("production")
            .setBundleId(id)
            .setLocation(BundleLayout.location(id))
            .setActor("walk")
            .setMovedAt(Instant.now())
            .build());
    FactoryRest service = rest();
    Await.until("bundle " + id + " serves", LIMIT, () -> serves(service, id));
    return id;
  }

  private static boolean serves(FactoryRest service, String id)
      throws IOException, InterruptedException {
    JsonNode state = service.get("/api/inference").json();
    return state.path("slot_state").asText().equals("serving")
        && state.path("slot").path("bundleId").asText().equals(id);
  }

  /// Returns when at least so many answers wait for a place in the batch.
  public void awaitWaiting(int answers) {
    FactoryRest service = rest();
    Await.until(
        answers + " answers wait",
        LIMIT,
        () ->
            service.get("/api/inference").json().path("batch").path("waiting").asInt() >= answers);
  }

  /// Where its REST interface is.
  public String address() {
    return "http://127.0.0.1:" + factory.port("INFERENCE_PORT");
  }

  /// Process id of the service.
  public long pid() throws IOException {
    return factory.pidOf("inference");
  }

  FactoryRest rest() {
    return factory.service("INFERENCE_PORT");
  }

  EventProducer producer() {
    return producer;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    factory.close();
  }
}
