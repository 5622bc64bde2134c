package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The 24-node configuration as processes: all there by type, each order acknowledged by everybody
/// it concerns within two seconds, also while the trainer trains; a node that stands still is shown
/// as lost and comes back as itself; a worker joins with a token.
final class NodesWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(6);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final double ACKNOWLEDGED_MILLIS = 2000;
  private static final String FROZEN = "encoder-2";
  private static final Map<String, Integer> WANTED =
      new TreeMap<>(
          Map.of(
              "sensing",
              4,
              "encoder",
              4,
              "inference",
              6,
              "decision",
              2,
              "memory",
              3,
              "trainer",
              1,
              "aggregator",
              2,
              "management",
              2));

  private final boolean full;

  NodesWalk(Scale scale) {
    this.full = scale == Scale.FULL;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Map<String, String> settings =
        full ? Map.of("NODES", "24") : Map.of("NODES", "24", "SAMPLES", "0");
    try (ScratchFactory factory =
        ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null)) {
      factory.awaitReady(READY);
      FactoryRest console = factory.rest();
      Duration took = Await.until("24 nodes beat", LIMIT, () -> byType(console).equals(WANTED));
      report.saw(
          "nodes by type",
          byType(console) + ", after %d s".formatted(took.toSeconds()),
          "24",
          true);
      long silent = nodes(console).stream().filter(NodesWalk::hasNoArtifact).count();
      report.saw("nodes that say no artifact", silent, "19", silent == 19);
      orders(console, report);
      if (full) {
        whileItTrains(factory, console, report);
      }
      lostAndBack(factory, console, report);
      Worker.joins(root, factory, console, full, report);
    }
  }

  private static void orders(FactoryRest console, WalkReport report) throws Exception {
    String one = idOf(console, FROZEN);
    ordered(console, "/api/nodes/" + one + "/control", "drain", 1, "one node", report);
    ordered(console, "/api/nodes/groups/inference/control", "stop", 6, "a type", report);
    ordered(console, "/api/control", "start", 24, "all", report);
  }

  /// Orders and measures until the last of those concerned has acknowledged.
  private static void ordered(
      FactoryRest console, String path, String action, int nodes, String whom, WalkReport report)
      throws Exception {
    String command =
        console
            .post(path, "{\"action\":\"%s\"}".formatted(action))
            .json()
            .path("command_id")
            .asText();
    Await.until(
        "everybody acknowledged " + action, LIMIT, () -> answers(console, command).size() == nodes);
    JsonNode told = console.get("/api/commands/" + command).json();
    Instant given = Instant.parse(told.path("commanded_at").asText());
    double slowest = 0;
    for (JsonNode answer : told.path("acknowledgements")) {
      Instant at = Instant.parse(answer.path("acknowledged_at").asText());
      slowest = Math.max(slowest, Duration.between(given, at).toMillis());
    }
    report.measured(
        "%s to %s, %d acknowledged, slowest".formatted(action, whom, nodes),
        slowest,
        "ms",
        ACKNOWLEDGED_MILLIS);
  }

  private static JsonNode answers(FactoryRest console, String command) throws Exception {
    return console.get("/api/commands/" + command).json().path("acknowledgements");
  }

  private static void whileItTrains(ScratchFactory factory, FactoryRest console, WalkReport report)
      throws Exception {
    try (TopicPicture topics = new TopicPicture(factory.kafka())) {
      Await.until("the trainer trains", LIMIT, () -> steps(topics) > 5);
      ordered(
          console, "/api/nodes/groups/trainer/control", "stop", 1, "the trainer at work", report);
      ordered(console, "/api/nodes/groups/trainer/control", "start", 1, "the trainer", report);
      long before = steps(topics);
      Await.until("it trains on", LIMIT, () -> steps(topics) > before);
    }
  }

  private static long steps(TopicPicture topics) {
    return topics
        .beat("trainer")
        .map(beat -> beat.getCounters().getOrDefault("steps", 0L))
        .orElse(0L);
  }

  private static void lostAndBack(ScratchFactory factory, FactoryRest console, WalkReport report)
      throws Exception {
    String id = idOf(console, FROZEN);
    factory.freeze(FROZEN);
    Duration lost =
        Await.until("it is shown as lost", LIMIT, () -> status(console, id).equals("offline"));
    factory.kill(FROZEN);
    Duration back =
        Await.until("it is back as itself", LIMIT, () -> status(console, id).equals("paused"));
    report.saw(
        "a node that stands still, then dies",
        "offline after %.0f s, back with its id %.0f s after its death"
            .formatted(lost.toMillis() / 1e3, back.toMillis() / 1e3),
        "lost, and back as itself",
        true);
  }

  static List<JsonNode> nodes(FactoryRest console) throws Exception {
    List<JsonNode> nodes = new ArrayList<>();
    console.get("/api/nodes?limit=100").json().path("nodes").forEach(nodes::add);
    return nodes;
  }

  private static boolean hasNoArtifact(JsonNode node) {
    return node.path("note").asText().equals("no artifact")
        && node.path("status").asText().equals("paused");
  }

  private static Map<String, Integer> byType(FactoryRest console) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode node : nodes(console)) {
      if (!node.path("status").asText().equals("offline")) {
        counts.merge(node.path("node_type").asText(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String idOf(FactoryRest console, String service) throws Exception {
    return nodes(console).stream()
        .filter(node -> node.path("service").asText().equals(service))
        .map(node -> node.path("node_id").asText())
        .findFirst()
        .orElseThrow(() -> new IOException("no node is called " + service));
  }

  static String status(FactoryRest console, String id) throws Exception {
    return nodes(console).stream()
        .filter(node -> node.path("node_id").asText().equals(id))
        .map(node -> node.path("status").asText())
        .findFirst()
        .orElse("unknown");
  }
}
