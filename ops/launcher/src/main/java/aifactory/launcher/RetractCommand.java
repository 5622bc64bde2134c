package aifactory.launcher;

import aifactory.launcher.declare.TakedownGuess;
import aifactory.launcher.door.ServiceDoor;
import aifactory.launcher.settings.FactorySettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// `retract URL|DOMAIN|DOCUMENT [--reason WHY] [--undo] [--json]`: takes text out of batches,
/// answers, exports and datasets, or gives it back.
record RetractCommand(FactorySettings settings) {
  private static final String USAGE =
      "usage: ./factory retract URL|DOMAIN|DOCUMENT [--reason WHY] [--undo] [--json]";
  private static final Duration REGISTERED = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int QUIET_LOOKS = 4;

  int run(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    boolean undo = rest.remove("--undo");
    boolean json = rest.remove("--json");
    String reason = option(rest);
    if (rest.size() != 1 || rest.getFirst().startsWith("--")) {
      throw new IllegalArgumentException(USAGE);
    }
    TakedownGuess target = TakedownGuess.of(rest.getFirst());
    ServiceDoor console = ServiceDoor.console(settings);
    ObjectNode order =
        JsonNodeFactory.instance
            .objectNode()
            .put("target_kind", target.kind())
            .put("target", target.text())
            .put("in_force", !undo)
            .put("reason", reason);
    String eventId = console.post("/api/takedowns", order).path("event_id").asText();
    long withdrawn = undo ? 0 : registered(console, eventId);
    report(target, undo, json, eventId, withdrawn);
    return 0;
  }

  private static String option(List<String> rest) {
    int at = rest.indexOf("--reason");
    if (at < 0) {
      return "";
    }
    if (at + 1 >= rest.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    String reason = rest.get(at + 1);
    rest.subList(at, at + 2).clear();
    return reason;
  }

  /// Everybody who reads text heard the order itself; the register follows, and is counted here
  /// until it is quiet.
  private static long registered(ServiceDoor console, String eventId) {
    long end = System.nanoTime() + REGISTERED.toNanos();
    long known = 0;
    int quiet = 0;
    while (System.nanoTime() < end && quiet < QUIET_LOOKS) {
      long now = 0;
      for (JsonNode reason :
          console.get("/api/retractions?limit=1&cause=" + eventId).path("reasons")) {
        now += reason.path("total").asLong();
      }
      quiet = now > 0 && now == known ? quiet + 1 : 0;
      known = now;
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return known;
  }

  private static void report(
      TakedownGuess target, boolean undo, boolean json, String eventId, long withdrawn) {
    if (json) {
      System.out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("target_kind", target.kind())
              .put("target", target.text())
              .put("in_force", !undo)
              .put("event_id", eventId)
              .put("versions_registered", withdrawn));
    } else if (undo) {
      System.out.println("allowed again: %s (order %s)".formatted(target.text(), eventId));
    } else {
      System.out.println(
          "retracted: %s (order %s), %d versions in the register"
              .formatted(target.text(), eventId, withdrawn));
    }
  }
}
