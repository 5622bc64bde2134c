package aifactory.launcher;

import aifactory.launcher.door.ServiceDoor;
import aifactory.launcher.settings.FactorySettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// `promote [BUNDLE]`: asks the gate to let a bundle serve, or to go back to an earlier one.
///
/// @param settings where the console is
record PromoteCommand(FactorySettings settings) {
  private static final String USAGE =
      "usage: ./factory promote [BUNDLE] [--reason WHY] [--force] [--rollback] [--json]";

  /// What was asked for.
  ///
  /// @param path of the console's REST interface
  record Order(String path, ObjectNode body, boolean json) {
    /// @throws IllegalArgumentException with the usage
    static Order of(List<String> words) {
      List<String> rest = new ArrayList<>(words);
      boolean json = rest.remove("--json");
      boolean force = rest.remove("--force");
      boolean rollback = rest.remove("--rollback");
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      int reason = rest.indexOf("--reason");
      if (reason >= 0 && reason + 1 < rest.size()) {
        body.put("reason", rest.get(reason + 1));
        rest.subList(reason, reason + 2).clear();
      } else if (force) {
        throw new IllegalArgumentException(
            "--force needs a reason, which is kept for good; " + USAGE);
      } else {
        body.put("reason", "./factory promote");
      }
      if (rest.size() > 1 || force && rollback || rest.stream().anyMatch(w -> w.startsWith("-"))) {
        throw new IllegalArgumentException(USAGE);
      }
      rest.forEach(bundle -> body.put("bundle_id", bundle));
      if (force) {
        body.put("force", true);
      }
      return new Order(rollback ? "/api/models/rollback" : "/api/models/promote", body, json);
    }
  }

  /// A refusal ends with its reason and a status that is not 0.
  int run(List<String> words) {
    Order order = Order.of(words);
    JsonNode answer = ServiceDoor.console(settings).post(order.path(), order.body());
    System.out.println(
        order.json()
            ? answer.toString()
            : "%s: %s"
                .formatted(answer.path("bundle_id").asText(), answer.path("message").asText()));
    return 0;
  }
}
