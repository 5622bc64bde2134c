package aifactory.trainer.evaluation;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Evaluation sets in `evaluation/<hash>.json` of the model store; `evaluation/current` names the
/// one in use.
public final class EvaluationSetStore {
  private final Path directory;

  public EvaluationSetStore(Path modelStore) {
    this.directory = modelStore.resolve("evaluation");
  }

  /// The set in use, if one was sealed.
  public Optional<EvaluationSet> current() {
    Path pointer = directory.resolve("current");
    try {
      if (!Files.exists(pointer)) {
        return Optional.empty();
      }
      Path file = directory.resolve(Files.readString(pointer).strip() + ".json");
      return Optional.of(CanonicalJson.read(Files.readString(file), EvaluationSet.class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the evaluation set in " + directory, e);
    }
  }

  /// Stores a set and puts it in use. The set before is removed: its texts may have been withdrawn.
  public void seal(EvaluationSet set) {
    Optional<EvaluationSet> before = current();
    try {
      Files.createDirectories(directory);
      DurableFile.replace(directory.resolve(set.hash() + ".json"), CanonicalJson.write(set));
      DurableFile.replace(directory.resolve("current"), set.hash() + "\n");
      if (before.isPresent() && !before.get().hash().equals(set.hash())) {
        Files.deleteIfExists(directory.resolve(before.get().hash() + ".json"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot seal an evaluation set in " + directory, e);
    }
  }
}
