package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Tuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tuning of a model store, in its `tuning.json`: once a run has begun, it goes on with the shape
/// and the batches it began with, whatever the machine looks like today.
public final class KeptTuning {
  private static final String FILE = "tuning.json";

  private KeptTuning() {}

  /// @param tuning what holds
  /// @param run that it is kept for; empty = chosen now
  public record Choice(Tuning tuning, Optional<String> run) {}

  /// The tuning of a store: that of its begun runs, or else the fresh one, which is noted. Another
  /// size than before is another run, and tuned anew.
  ///
  /// @param fresh for the machine as it is
  /// @param asked `MODEL_SIZE`
  public static Choice of(Path modelStore, Tuning fresh, Optional<ModelSize> asked) {
    try {
      List<Lineage> begun = new LineageStore(modelStore).newestFirst();
      Path file = modelStore.resolve(FILE);
      Optional<Tuning> known =
          Files.exists(file)
              ? Optional.of(CanonicalJson.read(Files.readString(file), Tuning.class))
              : begun.stream().findFirst().map(KeptTuning::of);
      Optional<Tuning> kept =
          known
              .filter(tuning -> !begun.isEmpty())
              .filter(tuning -> asked.isEmpty() || asked.get() == tuning.size());
      Tuning wanted = kept.orElse(fresh);
      Optional<Lineage> run =
          begun.stream()
              .filter(lineage -> lineage.size().equals(wanted.size().label()))
              .findFirst();
      Tuning tuning = run.map(lineage -> within(wanted, lineage)).orElse(wanted);
      if (!Files.exists(file) || !Optional.of(tuning).equals(known)) {
        Files.createDirectories(modelStore);
        DurableFile.replace(file, CanonicalJson.write(tuning));
      }
      return new Choice(tuning, run.map(Lineage::runId));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the tuning in " + modelStore, e);
    }
  }

  /// A run from before tunings were kept.
  private static Tuning of(Lineage lineage) {
    return new Tuning(
        ModelSize.named(lineage.size()),
        lineage.configuration().contextTokens(),
        Tuning.OFF.rows());
  }

  /// Longer rows than the run's would be another model.
  private static Tuning within(Tuning known, Lineage lineage) {
    int longest = lineage.configuration().contextTokens();
    return new Tuning(known.size(), Math.min(known.sequenceTokens(), longest), known.rows());
  }
}
