package aifactory.trainer.checkpoint;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checkpoints in `checkpoints/<hash>/` of the model store, and the pointers beside them.
///
/// A checkpoint is written under a temporary name, forced to disk and renamed: under its own name
/// it is always whole. One writer at a time; readers need no lock.
public final class CheckpointStore {
  private static final String TENSORS = "state.safetensors";
  private static final String DESCRIPTION = "checkpoint.json";
  private static final String UNFINISHED = ".writing-";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private final Path directory;

  /// A store under the model store's directory, made if need be.
  public CheckpointStore(Path modelStore) {
    this.directory = modelStore.resolve("checkpoints");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CheckpointException("cannot make " + directory, e);
    }
  }

  /// Directory of a checkpoint relative to the model store: what events carry.
  public static String location(String hash) {
    return "checkpoints/" + hash;
  }

  /// Writes a checkpoint and returns its hash. Nothing is changed when this fails.
  public String save(Checkpoint checkpoint) {
    SortedMap<String, Tensor> tensors = checkpoint.tensors();
    String hash = Checkpoint.hash(tensors);
    Path finished = directory.resolve(hash);
    Path unfinished = directory.resolve(UNFINISHED + hash + "-" + ProcessHandle.current().pid());
    try {
      if (isComplete(finished) && isSound(hash)) {
        return hash;
      }
      DurableFile.deleteTree(unfinished);
      Files.createDirectory(unfinished);
      Safetensors.write(unfinished.resolve(TENSORS), tensors, Map.of("format", "pt"));
      CheckpointDescription description = CheckpointDescription.of(checkpoint, hash);
      DurableFile.write(unfinished.resolve(DESCRIPTION), CanonicalJson.write(description));
      DurableFile.deleteTree(finished); // absent, or damaged: what was just written is whole
      DurableFile.publish(unfinished, finished);
      return hash;
    } catch (IOException e) {
      discard(unfinished, e);
      throw new CheckpointException("cannot write checkpoint " + hash + " in " + directory, e);
    }
  }

  private static boolean isComplete(Path checkpoint) {
    return Files.exists(checkpoint.resolve(TENSORS))
        && Files.exists(checkpoint.resolve(DESCRIPTION));
  }

  private boolean isSound(String hash) {
    try {
      load(hash);
      return true;
    } catch (CheckpointException e) {
      return false;
    }
  }

  private static void discard(Path unfinished, IOException reason) {
    try {
      DurableFile.deleteTree(unfinished);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /// Reads a checkpoint and checks its hash.
  ///
  /// @throws CheckpointException naming what is missing or broken
  public Checkpoint load(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new CheckpointException("not a checkpoint hash: " + hash);
    }
    Path checkpoint = directory.resolve(hash);
    try {
      SortedMap<String, Tensor> tensors = Safetensors.read(checkpoint.resolve(TENSORS));
      String actual = Checkpoint.hash(tensors);
      if (!actual.equals(hash)) {
        throw new CheckpointException(
            "checkpoint " + hash + " is broken: its tensors hash to " + actual);
      }
      String json = Files.readString(checkpoint.resolve(DESCRIPTION));
      return CanonicalJson.read(json, CheckpointDescription.class).with(tensors);
    } catch (NoSuchFileException e) {
      throw new CheckpointException("checkpoint " + hash + " lacks a file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException("checkpoint " + hash + " is broken", e);
    }
  }

  /// How a checkpoint was trained, without reading its tensors.
  ///
  /// @throws CheckpointException when it is not there or broken
  public String trainingConfiguration(String hash) {
    try {
      String json = Files.readString(directory.resolve(hash).resolve(DESCRIPTION));
      return CanonicalJson.write(
          CanonicalJson.read(json, CheckpointDescription.class).trainingConfiguration());
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException("checkpoint " + hash + " has no readable description", e);
    }
  }

  /// The hash that a pointer holds, if the pointer is set.
  public Optional<String> pointed(Pointer pointer) {
    try {
      String hash = Files.readString(directory.resolve(pointer.fileName())).strip();
      if (!HASH.matcher(hash).matches()) {
        throw new CheckpointException("pointer " + pointer.fileName() + " holds no hash: " + hash);
      }
      return Optional.of(hash);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CheckpointException("cannot read pointer " + pointer.fileName(), e);
    }
  }

  /// Lets a pointer name a checkpoint that exists, at once.
  public void point(Pointer pointer, String hash) {
    if (!HASH.matcher(hash).matches() || !isComplete(directory.resolve(hash))) {
      throw new CheckpointException(
          pointer.fileName() + " cannot name " + hash + ": no such checkpoint");
    }
    try {
      DurableFile.replace(directory.resolve(pointer.fileName()), hash + "\n");
    } catch (IOException e) {
      throw new CheckpointException("cannot move pointer " + pointer.fileName(), e);
    }
  }

  /// The same for a checkpoint that may be another machine's, or nothing: then the pointer goes.
  public void pointIfHeld(Pointer pointer, @Nullable String hash) {
    if (hash != null && HASH.matcher(hash).matches() && isComplete(directory.resolve(hash))) {
      point(pointer, hash);
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve(pointer.fileName()));
    } catch (IOException e) {
      throw new CheckpointException("cannot remove pointer " + pointer.fileName(), e);
    }
  }

  /// Removes all but the newest checkpoints and what a crash left half-written, and returns what it
  /// removed. Whatever a pointer or a bundle names stays.
  public List<String> prune(int keep, Set<String> namedByBundles) {
    Set<String> named = new HashSet<>(namedByBundles);
    for (Pointer pointer : Pointer.values()) {
      pointed(pointer).ifPresent(named::add);
    }
    List<String> removed = new ArrayList<>();
    try {
      List<Path> newestFirst = checkpoints();
      for (Path old : newestFirst.subList(Math.min(keep, newestFirst.size()), newestFirst.size())) {
        String hash = old.getFileName().toString();
        if (!named.contains(hash)) {
          DurableFile.deleteTree(old);
          removed.add(hash);
        }
      }
      return List.copyOf(removed);
    } catch (IOException e) {
      throw new CheckpointException("cannot prune " + directory, e);
    }
  }

  private List<Path> checkpoints() throws IOException {
    List<Path> found;
    try (Stream<Path> entries = Files.list(directory)) {
      found =
          entries.filter(entry -> HASH.matcher(entry.getFileName().toString()).matches()).toList();
    }
    // Read once: a comparator that reads the disk may contradict itself.
    record Aged(Path path, long modified) {}
    List<Aged> aged = new ArrayList<>();
    for (Path path : found) {
      aged.add(new Aged(path, Files.getLastModifiedTime(path).toMillis()));
    }
    aged.sort(Comparator.comparingLong(Aged::modified).reversed().thenComparing(Aged::path));
    return aged.stream().map(Aged::path).toList();
  }

  /// Removes what a killed writer left. Called once at start, before anything is written.
  public void removeUnfinished() {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(UNFINISHED)) {
          DurableFile.deleteTree(entry);
        }
      }
    } catch (IOException e) {
      throw new CheckpointException("cannot clean " + directory, e);
    }
  }
}
