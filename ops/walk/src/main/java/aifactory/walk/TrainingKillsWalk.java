package aifactory.walk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// One training job in two factories: left alone in one, its trainer killed -9 at random moments,
/// crashed in native code and left without memory in the other. The bundle ids, hashes over graph
/// and weights, must be equal.
final class TrainingKillsWalk implements Walk {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int PAGES = 120;
  private static final int PAGES_SHORT = 60;

  private final boolean full;

  TrainingKillsWalk(Scale scale) {
    this.full = scale == Scale.FULL;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Path archives = root.resolve("ops/launcher/target/samples");
    try (CrashSite site = new CrashSite(archives, full ? PAGES : PAGES_SHORT)) {
      Map<String, String> calm = run(root, site, 0, report);
      Map<String, String> killed = run(root, site, full ? 20 : 2, report);
      CrashWalk.compare("decisions by bundle id", calm, killed, report);
    }
  }

  private Map<String, String> run(Path root, CrashSite site, int kills, WalkReport report)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "SAMPLES", "0",
            "TRAIN_CONTINUOUS", "0",
            "SEAL_EVERY_SEC", "3",
            "ENABLE_NEAR_DEDUP", "0", // as the crash walk: fetch times differ between the runs
            "TRAIN_STEPS_PER_CYCLE", "10"); // one checkpoint a cycle: kills fall around them
    try (ScratchFactory factory = ScratchFactory.start(root, settings, false)) {
      factory.awaitReady(Duration.ofMinutes(5));
      CrashWalk.declare(factory, site);
      try (TopicPicture topics = new TopicPicture(factory.kafka())) {
        Await.until("every page is judged", LIMIT, () -> CrashWalk.judged(topics) >= site.size());
        CrashTraining training = new CrashTraining(factory, topics, full ? 500 : 40, report);
        return training.decisions(kills == 0 ? List.of() : misfortunes(training, kills));
      }
    }
  }

  private static List<CrashTraining.Misfortune> misfortunes(CrashTraining training, int kills) {
    List<CrashTraining.Misfortune> all =
        new ArrayList<>(Collections.nCopies(kills, training.ending("trainer", Blow.KILL)));
    all.add(training.ending("trainer", Blow.CRASH));
    if (ScratchFactory.canStarve()) {
      all.add(training.starving());
    }
    return all;
  }
}
