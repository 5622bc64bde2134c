package aifactory.trainer.loop;

import aifactory.event.Split;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.InMemoryCorpusLog;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A workshop that trains a model of some ten thousand parameters on made-up text in seconds. The
/// text is the same in every process.
final class SmallWorkshop {
  final InMemoryCorpusLog log = new InMemoryCorpusLog();
  final OrderLog orders = new OrderLog();
  final DatasetBoard datasets = new DatasetBoard();
  final JobQueue jobs = new JobQueue();
  final WorkGate gate = new WorkGate();
  final RecordingAnnouncer announcer = new RecordingAnnouncer();
  final Path modelStore;
  private final Path cache;
  private int sealed;

  SmallWorkshop(Path home) {
    this.modelStore = home.resolve("models");
    this.cache = home.resolve("cache");
  }

  /// Adds documents and seals a version with them: number 1, 2, …
  DatasetVersion grow(int documents) {
    sealed++;
    SplittableRandom random = new SplittableRandom(sealed);
    for (int i = 0; i < documents; i++) {
      String url = "http://site%d.example/%d/%d".formatted(i % 3, sealed, i);
      log.add(i % 2, url, text(random), i % 5 == 4 ? Split.EVALUATION : Split.TRAIN, 0.5 + i % 3);
    }
    return seal();
  }

  /// Seals a version with these documents, all of them for training.
  DatasetVersion growBy(List<String> texts) {
    sealed++;
    for (int i = 0; i < texts.size(); i++) {
      String url = "http://site%d.example/%d/%d".formatted(i, sealed, i);
      log.add(0, url, texts.get(i), Split.TRAIN, 1);
    }
    return seal();
  }

  private DatasetVersion seal() {
    DatasetVersion all = log.dataset("ds-" + sealed);
    DatasetVersion numbered =
        new DatasetVersion(
            all.id(),
            sealed,
            all.contentHash(),
            all.accepted(),
            all.retracted(),
            all.masked(),
            all.policies(),
            all.characters(),
            all.languages(),
            all.preparation());
    datasets.sealed(numbered);
    return numbered;
  }

  private static String text(SplittableRandom random) {
    String[] subjects = {"The log", "A page", "The model", "Every batch", "One step"};
    String[] verbs = {"keeps", "draws", "learns from", "follows", "remembers"};
    String[] objects = {"the text.", "the seed.", "all offsets.", "its weights.", "the journal."};
    StringBuilder text = new StringBuilder();
    for (int sentence = 0; sentence < 12; sentence++) {
      text.append(subjects[random.nextInt(5)])
          .append(' ')
          .append(verbs[random.nextInt(5)])
          .append(' ')
          .append(objects[random.nextInt(5)])
          .append(' ');
    }
    return text.toString();
  }

  static Recipe recipe(Optional<ModelSize> ignored) {
    return new Recipe(
        ModelSize.NANO, new ModelSize.Dimensions(2, 2, 32), 320, 32, 4, 1, 1e-2, 5, 0.1, 42);
  }

  static LoopSettings settings(boolean continuous, int patience) {
    return new LoopSettings(
        continuous,
        new LoopSettings.Start(1000, 100, Duration.ofSeconds(1)),
        10,
        new LoopSettings.Validation(5, 4, patience, 0.05),
        new LoopSettings.Retry(2, Duration.ofMillis(10)),
        new LoopSettings.Bundles(10, 1000, 5000, 20, false),
        3,
        2);
  }

  Workshop workshop() {
    return new Workshop(
        modelStore,
        cache,
        log,
        orders,
        datasets,
        EngineSettings.ofThreads(1),
        () -> 1L << 30,
        Clock.systemUTC(),
        "test-node");
  }

  TrainingLoop loop(LoopSettings settings) {
    return new TrainingLoop(
        workshop(),
        settings,
        SmallWorkshop::recipe,
        new TrainingLoop.Inlets(
            gate, jobs, new Aliases(new CheckpointStore(modelStore)), announcer));
  }

  /// Runs the loop on this thread until a checkpoint at or after a step was announced.
  void runUntil(long step) {
    announcer.onCheckpoint =
        checkpoint -> {
          if (checkpoint.getStep() >= step) {
            gate.close();
          }
        };
    loop(settings(true, 1000)).run();
  }
}
