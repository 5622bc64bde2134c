package aifactory.launcher.train;

import aifactory.contract.manifest.ArtifactZip;
import aifactory.launcher.door.ServiceDoor;
import aifactory.launcher.settings.FactorySettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// `train`: asks for a job of the training form and watches it to its end.
public record TrainCommand(FactorySettings settings) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  public int run(List<String> words) throws IOException {
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(TrainWords.help());
      return 0;
    }
    TrainWords asked = TrainWords.of(words);
    if (asked.out().isPresent() && Files.exists(asked.out().get())) {
      throw new IllegalArgumentException(asked.out().get() + " exists already");
    }
    ServiceDoor console = ServiceDoor.console(settings);
    if (asked.preview()) {
      JsonNode draft =
          console.get(
              "/api/training/form/preview?form="
                  + URLEncoder.encode(asked.order().toString(), StandardCharsets.UTF_8));
      System.out.println(draft);
      return draft.path("available").asBoolean() ? 0 : 1;
    }
    JsonNode answer = console.post("/api/training/jobs", asked.order());
    String id = answer.path("job_id").asText();
    if (asked.detach()) {
      System.out.println(asked.json() ? answer.toString() : "job " + id);
      return 0;
    }
    System.err.println("job %s: %s".formatted(id, answer.path("artifact_name").asText()));
    return ended(watched(console, id), asked);
  }

  private static JsonNode watched(ServiceDoor console, String id) {
    JobBar bar = new JobBar(System.err);
    while (true) { // ends with the job, or with the console's silence
      JsonNode job = console.get("/api/training/jobs/" + id).path("job");
      bar.show(job);
      boolean made = !job.path("artifact_id").asText("").isEmpty();
      boolean over = !job.path("finished_at").isNull() && job.has("finished_at");
      if (over && (made || !job.path("state").asText().equals("succeeded"))) {
        bar.end();
        return job;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private int ended(JsonNode job, TrainWords asked) throws IOException {
    boolean done = job.path("state").asText().equals("succeeded");
    String name = job.path("artifact_id").asText();
    if (done && asked.out().isPresent()) {
      Path zip = modelStore().resolve(ArtifactZip.location(name));
      Files.copy(zip, asked.out().get());
    }
    if (asked.json()) {
      System.out.println(job);
    } else if (done) {
      System.out.println(name);
    } else {
      System.err.println(
          "%s: %s".formatted(job.path("state").asText(), job.path("error").asText("")));
    }
    return done ? 0 : 1;
  }

  private Path modelStore() {
    String given = System.getenv("MODEL_STORE");
    return given == null || given.isBlank() ? settings.home().resolve("models") : Path.of(given);
  }
}
