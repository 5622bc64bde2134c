package aifactory.launcher;

import aifactory.launcher.part.Part;
import aifactory.launcher.part.PartState;
import aifactory.launcher.part.ResidentMemory;
import aifactory.launcher.part.Supervision;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The state of all parts as `run/status.json`, which `./factory status` reads.
final class StatusReport {
  static final String FILE = "status.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Part> parts;
  private final Supervision supervision;

  StatusReport(List<Part> parts, Supervision supervision) {
    this.parts = parts;
    this.supervision = supervision;
  }

  /// @param counters by service and name
  ObjectNode of(Instant now, Map<String, Map<String, Long>> counters) {
    ObjectNode report = JSON.createObjectNode();
    report.put("at", now.toString());
    report.put("launcherPid", ProcessHandle.current().pid());
    ArrayNode list = report.putArray("parts");
    Map<String, PartState> states = supervision.states();
    long total = ResidentMemory.of(ProcessHandle.current());
    for (Part part : parts) {
      long resident = supervision.process(part.name()).map(ResidentMemory::ofTree).orElse(0L);
      total += resident;
      ObjectNode entry = list.addObject();
      entry.put("name", part.name());
      entry.put("state", String.valueOf(states.get(part.name())));
      entry.put("address", part.address());
      supervision.process(part.name()).ifPresent(process -> entry.put("pid", process.pid()));
      entry.put("restarts", supervision.deaths(part.name()));
      entry.put("residentBytes", resident);
    }
    report.put("residentBytes", total);
    report.set("counters", JSON.valueToTree(counters));
    return report;
  }

  static void write(ObjectNode report, Path runDirectory) throws IOException {
    Path draft = runDirectory.resolve(FILE + ".new");
    Files.writeString(draft, report.toPrettyString());
    Files.move(
        draft,
        runDirectory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
