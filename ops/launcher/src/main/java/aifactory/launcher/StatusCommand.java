package aifactory.launcher;

import aifactory.launcher.settings.FactorySettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `status [--json]`: what the launcher last wrote; exit 0 only when every part is ready.
record StatusCommand(FactorySettings settings) {
  private static final long MIB = 1024 * 1024;

  int run(boolean json) throws IOException {
    Path file = settings.runDirectory().resolve(StatusReport.FILE);
    boolean running = HomeLock.holder(settings.runDirectory()).isPresent();
    if (!running || !Files.exists(file)) {
      String state = running ? "starting" : "stopped";
      System.out.println(
          json
              ? "{\"state\":\"%s\",\"parts\":[]}".formatted(state)
              : "the factory is %s (home %s)".formatted(state, settings.home()));
      return 1;
    }
    JsonNode status = new ObjectMapper().readTree(file.toFile());
    if (json) {
      System.out.println(status.toPrettyString());
    } else {
      print(status);
    }
    for (JsonNode part : status.path("parts")) {
      if (!part.path("state").asText().equals("READY")) {
        return 1;
      }
    }
    return 0;
  }

  private static void print(JsonNode status) {
    for (JsonNode part : status.path("parts")) {
      System.out.println(
          "%-11s %-10s pid %-8d %5d MB  restarts %d  %s"
              .formatted(
                  part.path("name").asText(),
                  part.path("state").asText(),
                  part.path("pid").asLong(),
                  part.path("residentBytes").asLong() / MIB,
                  part.path("restarts").asInt(),
                  part.path("address").asText()));
    }
    System.out.println("in all %d MB".formatted(status.path("residentBytes").asLong() / MIB));
    status
        .path("counters")
        .properties()
        .forEach(service -> System.out.println(service.getKey() + " " + service.getValue()));
  }
}
