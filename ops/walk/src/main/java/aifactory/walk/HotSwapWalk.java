package aifactory.walk;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The model changed again and again while clients ask without pause: every answer is one bundle's,
/// whole, and names it; none fails.
final class HotSwapWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final double SWAP_MILLIS = 2000;
  private static final int CLIENTS = 4;

  private final int swaps;

  HotSwapWalk(Scale scale) {
    this.swaps = scale == Scale.FULL ? 100 : 10;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Map<String, String> settings = Map.of("SAMPLES", "0", "TRAIN_CONTINUOUS", "0");
    try (ScratchFactory factory =
        ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null)) {
      factory.awaitReady(READY);
      Path store = factory.home().resolve("models");
      String one = SwapBundles.asItIs(root, store);
      String other = SwapBundles.turnedAround(root, store);
      FactoryRest service = factory.service("INFERENCE_PORT");
      try (EventProducer producer = EventProducer.open(factory.kafka(), "walk")) {
        Map<String, String> texts = new HashMap<>();
        for (String bundle : List.of(one, other)) {
          serve(producer, service, bundle);
          texts.put(bundle, SwapTraffic.said(service).text());
        }
        boolean differ = !Objects.equals(texts.get(one), texts.get(other));
        report.saw("two bundles", differ ? "say different things" : "agree", "different", differ);
        swapping(producer, service, List.of(one, other), texts, report);
      }
    }
  }

  private void swapping(
      EventProducer producer,
      FactoryRest service,
      List<String> bundles,
      Map<String, String> texts,
      WalkReport report)
      throws Exception {
    try (SwapTraffic traffic = new SwapTraffic(service, texts, CLIENTS)) {
      Instant until = Instant.now().plus(QUIET);
      Await.until("some quiet traffic", LIMIT, () -> Instant.now().isAfter(until));
      double quiet = traffic.p99();
      long before = traffic.answers();
      double longest = 0;
      for (int swap = 0; swap < swaps; swap++) {
        longest = Math.max(longest, serve(producer, service, bundles.get(swap % 2)).toMillis());
      }
      double swapping = traffic.p99();
      report.saw(
          swaps + " swaps under " + CLIENTS + " clients",
          (traffic.answers() - before) + " answers",
          "answers all the while",
          traffic.answers() - before > swaps);
      report.measured("longest swap", longest, "ms", SWAP_MILLIS);
      report.measured("p99 of answers without swaps", quiet, "ms", SWAP_MILLIS);
      report.measured("p99 of answers while swapping", swapping, "ms", SWAP_MILLIS);
      List<String> wrong = traffic.wrong();
      report.measured("failed or mixed answers", wrong.size(), "answers", 0);
      if (!wrong.isEmpty()) {
        report.saw("the first wrong answer", wrong.getFirst(), "none", false);
      }
    }
  }

  /// Moves the alias as the gate does and returns how long it took until the bundle served.
  private static Duration serve(EventProducer producer, FactoryRest service, String bundle) {
    producer.sendAndWait(
        Topics.MODEL_ALIASES,
        "production",
        AliasMoved.newBuilder()
            .setAlias("production")
            .setBundleId(bundle)
            .setLocation(BundleLayout.location(bundle))
            .setActor("walk")
            .setMovedAt(Instant.now())
            .build());
    return Await.until(
        bundle + " serves",
        LIMIT,
        () -> {
          JsonNode state = service.get("/api/inference").json();
          return state.path("slot").path("bundleId").asText().equals(bundle)
              && state.path("slot_state").asText().equals("serving");
        });
  }
}
