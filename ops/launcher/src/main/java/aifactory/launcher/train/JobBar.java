package aifactory.launcher.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// How far a job is, in one line that is written over.
final class JobBar {
  private static final int CELLS = 24;
  private final PrintStream out;
  private String last = "";

  JobBar(PrintStream out) {
    this.out = out;
  }

  void show(JsonNode job) {
    String line = line(job);
    if (!line.equals(last)) {
      out.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
      out.flush();
      last = line;
    }
  }

  void end() {
    if (!last.isEmpty()) {
      out.println();
    }
  }

  static String line(JsonNode job) {
    String phase = job.path("phase").asText(job.path("state").asText());
    if (!job.path("progress").isNumber()) {
      return phase;
    }
    double share = job.path("progress").asDouble();
    int full = (int) Math.round(share * CELLS);
    StringBuilder line =
        new StringBuilder(
            "[%s%s] %3.0f %%  %s"
                .formatted("=".repeat(full), " ".repeat(CELLS - full), 100 * share, phase));
    if (job.path("total_steps").isNumber()) {
      line.append(
          "  step %d/%d".formatted(job.path("step").asLong(), job.path("total_steps").asLong()));
    }
    JsonNode loss = job.path("metrics").path("loss");
    if (loss.isNumber()) {
      line.append(String.format(Locale.ROOT, "  loss %.3f", loss.asDouble()));
    }
    if (job.path("eta_seconds").isNumber()) {
      line.append("  ETA ").append(time(job.path("eta_seconds").asLong()));
    }
    return line.toString();
  }

  private static String time(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
