package aifactory.launcher;

import aifactory.launcher.door.ServiceDoor;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// `rejudge --reason R | --domain D | --all [--dry-run]`: judges the raw log again by today's
/// rules; only what comes out differently goes through the flow once more.
record RejudgeCommand(FactorySettings settings) {
  private static final String USAGE =
      "usage: ./factory rejudge --reason REASON | --domain DOMAIN | --all [--dry-run]";

  int run(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("dryRun", rest.remove("--dry-run"));
    order.put("all", rest.remove("--all"));
    take(rest, "--reason", order);
    take(rest, "--domain", order);
    if (!rest.isEmpty()
        || !order.path("all").asBoolean() && !order.has("reason") && !order.has("domain")) {
      throw new IllegalArgumentException(USAGE);
    }
    JsonNode result = ServiceDoor.of(settings, Port.PREPROCESS).post("/api/rejudge", order);
    System.out.println(result);
    return 0;
  }

  private static void take(List<String> rest, String option, ObjectNode order) {
    int at = rest.indexOf(option);
    if (at < 0) {
      return;
    }
    if (at + 1 >= rest.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    order.put(option.substring(2), rest.get(at + 1));
    rest.subList(at, at + 2).clear();
  }
}
