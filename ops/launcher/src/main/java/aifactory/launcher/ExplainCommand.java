package aifactory.launcher;

import aifactory.launcher.door.DoorClosedException;
import aifactory.launcher.door.ServiceDoor;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `explain document ID|URL` and `explain batch --run R --step N`: asks the running factory and
/// prints its answer as JSON.
record ExplainCommand(FactorySettings settings) {
  private static final String USAGE =
      "usage: ./factory explain document ID|URL\n"
          + "       ./factory explain batch --run RUN --step STEP";

  int run(List<String> words) {
    if (words.size() == 2 && words.getFirst().equals("document")) {
      System.out.println(document(words.getLast()).toPrettyString());
      return 0;
    }
    int run = words.indexOf("--run");
    int step = words.indexOf("--step");
    boolean batch = words.size() == 5 && words.getFirst().equals("batch");
    if (!batch || run < 0 || step < 0 || run + 1 >= words.size() || step + 1 >= words.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    System.out.println(batch(words.get(run + 1), words.get(step + 1)).toPrettyString());
    return 0;
  }

  private JsonNode batch(String run, String step) {
    if (!step.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a step is a number, not \"" + step + "\"");
    }
    return ServiceDoor.of(settings, Port.TRAINER)
        .get("/api/batch?run=" + encoded(run) + "&step=" + step);
  }

  /// The console knows where it went; the service that judges says what each step measures of its
  /// raw bytes, where those have not expired; the trainer, how many tokens it has.
  private JsonNode document(String target) {
    ObjectNode lineage =
        (ObjectNode) ServiceDoor.console(settings).get("/api/lineage?target=" + encoded(target));
    lineage.path("versions").forEach(this::add);
    lineage.path("rejections").forEach(this::add);
    return lineage;
  }

  private void add(JsonNode entry) {
    if (!(entry instanceof ObjectNode object)) {
      return;
    }
    ask(
        object,
        "judged_now",
        Port.PREPROCESS,
        "/api/raw/%d/%d"
            .formatted(object.path("raw_partition").asInt(), object.path("raw_offset").asLong()));
    if (object.has("version")) {
      ask(object, "tokens", Port.TRAINER, "/api/tokens?version=" + object.path("version").asText());
    }
  }

  private void ask(ObjectNode object, String name, Port port, String path) {
    try {
      object.set(name, ServiceDoor.of(settings, port).get(path));
    } catch (DoorClosedException e) {
      object.put(name, "not known: " + e.getMessage());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
