package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.tokenizer.LearnedTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lineages in `runs/<run id>/` and tokenizers in `tokenizers/<hash>.json` of the model store. One
/// writer.
final class LineageStore {
  private static final String LINEAGE = "lineage.json";
  private static final String MILESTONES = "milestones.json";
  private final Path modelStore;

  LineageStore(Path modelStore) {
    this.modelStore = modelStore;
  }

  /// The lineage that a recipe continues, if there is one: of several the one begun last.
  Optional<Lineage> continuing(Recipe recipe) {
    return lineages().stream().filter(lineage -> lineage.fits(recipe)).findFirst();
  }

  /// The lineage of a run.
  Optional<Lineage> named(String runId) {
    return lineages().stream().filter(lineage -> lineage.runId().equals(runId)).findFirst();
  }

  /// The lineage of a job of its own.
  Optional<Lineage> ofJob(String job) {
    return lineages().stream().filter(lineage -> job.equals(lineage.job())).findFirst();
  }

  /// Runs of the standing order, the newest first.
  List<Lineage> newestFirst() {
    return lineages().stream().filter(lineage -> lineage.job() == null).toList();
  }

  /// Names of all runs, the newest first.
  List<String> names() {
    return lineages().stream().map(Lineage::runId).toList();
  }

  /// Hashes of all runs' tokenizers.
  Set<String> tokenizers() {
    return lineages().stream().map(Lineage::tokenizerHash).collect(Collectors.toSet());
  }

  /// Begins a lineage; the same tokenizer and recipe begin the same one.
  Lineage begin(Recipe recipe, LearnedTokenizer tokenizer) {
    return begin(Lineage.of(recipe, tokenizer.hash(), tokenizer.tokens().size()), tokenizer.json());
  }

  /// Begins this lineage.
  Lineage begin(Lineage lineage, String tokenizerJson) {
    try {
      Files.createDirectories(directory(lineage));
      Files.createDirectories(tokenizerFile(lineage).getParent());
      DurableFile.replace(tokenizerFile(lineage), tokenizerJson);
      DurableFile.replace(directory(lineage).resolve(LINEAGE), CanonicalJson.write(lineage));
      return lineage;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin run " + lineage.runId(), e);
    }
  }

  /// Forgets a lineage that came to nothing; its checkpoints go with the next cleaning.
  void forget(Lineage lineage) {
    try {
      DurableFile.deleteTree(directory(lineage));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot forget run " + lineage.runId(), e);
    }
  }

  Path directory(Lineage lineage) {
    return modelStore.resolve("runs").resolve(lineage.runId());
  }

  Path tokenizerFile(Lineage lineage) {
    return modelStore.resolve("tokenizers").resolve(lineage.tokenizerHash() + ".json");
  }

  String tokenizerJson(Lineage lineage) {
    return read(tokenizerFile(lineage));
  }

  Milestones milestones(Lineage lineage) {
    Path file = directory(lineage).resolve(MILESTONES);
    return Files.exists(file) ? CanonicalJson.read(read(file), Milestones.class) : Milestones.NONE;
  }

  void keep(Lineage lineage, Milestones milestones) {
    try {
      DurableFile.replace(directory(lineage).resolve(MILESTONES), CanonicalJson.write(milestones));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep milestones of " + lineage.runId(), e);
    }
  }

  /// Checkpoints that a lineage needs: its newest and that of its newest bundle.
  Set<String> namedCheckpoints() {
    Set<String> named = new HashSet<>();
    for (Lineage lineage : lineages()) {
      Milestones milestones = milestones(lineage);
      Stream.of(milestones.checkpoint(), milestones.bundledCheckpoint())
          .filter(java.util.Objects::nonNull)
          .forEach(named::add);
    }
    return named;
  }

  private List<Lineage> lineages() {
    Path runs = modelStore.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    record Aged(Lineage lineage, long begun) {}
    List<Aged> found = new ArrayList<>();
    try (Stream<Path> directories = Files.list(runs)) {
      for (Path file : directories.map(directory -> directory.resolve(LINEAGE)).toList()) {
        if (Files.exists(file)) {
          found.add(
              new Aged(
                  CanonicalJson.read(read(file), Lineage.class),
                  Files.getLastModifiedTime(file).toMillis()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list runs in " + runs, e);
    }
    return found.stream()
        .sorted((a, b) -> Long.compare(b.begun(), a.begun()))
        .map(Aged::lineage)
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
