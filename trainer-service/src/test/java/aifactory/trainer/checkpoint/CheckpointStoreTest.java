package aifactory.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.event.AliasMoved;
import aifactory.trainer.engine.ToyModel;
import aifactory.trainer.loop.Aliases;
import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir private Path models;
  private CheckpointStore store;

  @BeforeEach
  void open() {
    store = new CheckpointStore(models);
  }

  private static Checkpoint checkpoint(long seed) {
    ModelConfiguration model = ToyModel.untied();
    TrainingState state =
        new TrainingState(
            InitialWeights.of(model, seed),
            InitialWeights.of(model, seed + 1000),
            InitialWeights.of(model, seed + 2000),
            17);
    List<JournalEntry> journal =
        List.of(new JournalEntry(0, "dataset-1"), new JournalEntry(9, "dataset-2"));
    return new Checkpoint(
        "run-1", model, state, 4096, journal, seed, "ab".repeat(32), 3.25, null, 4.5, "{\"a\":1}");
  }

  private Path tensorsOf(String hash) {
    return models.resolve(CheckpointStore.location(hash)).resolve("state.safetensors");
  }

  @Test
  void whatWasSavedIsLoaded() {
    Checkpoint saved = checkpoint(1);
    String hash = store.save(saved);
    assertThat(hash).isEqualTo(saved.hash());
    assertThat(store.load(hash)).isEqualTo(saved);
    assertThat(store.save(saved)).isEqualTo(hash);
  }

  @Test
  void theHashIsThatOfTheDocumentedBytes() {
    // Computed with Python's hashlib over name, type, shape and little-endian bytes.
    assertThat(
            Checkpoint.hash(
                new TreeMap<>(
                    Map.of(
                        "b", new Tensor(new long[0], new float[] {0.1f}),
                        "a.weight", new Tensor(new long[] {2}, new float[] {1f, -2.5f})))))
        .isEqualTo("02013b6dd407d24eeef93946326b5225ed7efbb5784c1c70369dde437b628812");
  }

  @Test
  void oneBitAnywhereIsAnotherHash() {
    Checkpoint checkpoint = checkpoint(1);
    String before = checkpoint.hash();
    Tensor norm = checkpoint.state().secondMoments().get("model.norm.weight");
    assertThat(norm).isNotNull();
    norm.values()[5] = Math.nextUp(norm.values()[5]);
    assertThat(checkpoint.hash()).isNotEqualTo(before);
  }

  @Test
  void aFlippedByteIsFound() throws IOException {
    String hash = store.save(checkpoint(1));
    try (FileChannel file = FileChannel.open(tensorsOf(hash), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {42}), file.size() - 3);
    }
    assertThatThrownBy(() -> store.load(hash))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is broken: its tensors hash to");
    // Saving it again mends it.
    assertThat(store.save(checkpoint(1))).isEqualTo(hash);
    assertThat(store.load(hash)).isEqualTo(checkpoint(1));
  }

  @Test
  void aShortFileNamesTheTensorThatIsCutOff() throws IOException {
    String hash = store.save(checkpoint(1));
    try (FileChannel file = FileChannel.open(tensorsOf(hash), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 10);
    }
    assertThatThrownBy(() -> store.load(hash))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("file ends inside tensor optimizer.exp_avg_sq.model.norm.weight");
  }

  @Test
  void rubbishInsteadOfAHeaderIsNamed() throws IOException {
    String hash = store.save(checkpoint(1));
    Files.write(tensorsOf(hash), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 1});
    assertThatThrownBy(() -> store.load(hash)).hasMessageContaining("header of");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    String hash = store.save(checkpoint(1));
    Files.delete(models.resolve(CheckpointStore.location(hash)).resolve("checkpoint.json"));
    assertThatThrownBy(() -> store.load(hash))
        .hasMessageContaining("lacks a file")
        .hasMessageContaining("checkpoint.json");
    // Saving it again makes it whole.
    assertThat(store.save(checkpoint(1))).isEqualTo(hash);
    assertThat(store.load(hash)).isEqualTo(checkpoint(1));
  }

  @Test
  void namesThatAreNoHashesDoNotLeadOutside() {
    assertThatThrownBy(() -> store.load("../../etc")).hasMessageContaining("not a checkpoint hash");
  }

  @Test
  void pointersNameOnlyWhatExistsAndMoveAtOnce() {
    String first = store.save(checkpoint(1));
    String second = store.save(checkpoint(2));
    assertThat(store.pointed(Pointer.LATEST)).isEmpty();
    store.point(Pointer.LATEST, first);
    store.point(Pointer.LATEST, second);
    assertThat(store.pointed(Pointer.LATEST)).contains(second);
    assertThatThrownBy(() -> store.point(Pointer.LATEST, "0".repeat(64)))
        .isInstanceOf(CheckpointException.class);
    assertThat(store.pointed(Pointer.LATEST)).contains(second);
    assertThat(models.resolve("checkpoints/latest")).hasContent(second);
  }

  @Test
  void pruningKeepsTheNewestAndWhateverIsNamed() throws IOException {
    String[] hashes = new String[6];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = store.save(checkpoint(i));
      Files.setLastModifiedTime(
          models.resolve(CheckpointStore.location(hashes[i])), FileTime.fromMillis(1_000L * i));
    }
    store.point(Pointer.PRODUCTION, hashes[0]);
    store.point(Pointer.LATEST_BEFORE_CYCLE, hashes[1]);
    assertThat(store.prune(2, Set.of(hashes[2]))).containsExactly(hashes[3]);
    for (int kept : new int[] {0, 1, 2, 4, 5}) {
      assertThat(store.load(hashes[kept]).seed()).isEqualTo(kept);
    }
  }

  @Test
  void theProductionPointerFollowsTheAliasAndGoesWithIt() {
    String first = store.save(checkpoint(1));
    String second = store.save(checkpoint(2));
    Aliases aliases = new Aliases(store);
    aliases.moved(alias("production", first));
    aliases.moved(alias("latest", second));
    assertThat(models.resolve("checkpoints/production")).hasContent(first);
    aliases.moved(alias("production", second));
    assertThat(models.resolve("checkpoints/production")).hasContent(second);
    aliases.moved(alias("production", "0".repeat(64))); // made on another machine
    assertThat(models.resolve("checkpoints/production")).doesNotExist();
    aliases.moved(alias("production", second));
    aliases.moved(alias("production", null));
    assertThat(store.pointed(Pointer.PRODUCTION)).isEmpty();
  }

  private static AliasMoved alias(String name, @Nullable String hash) {
    return AliasMoved.newBuilder()
        .setAlias(name)
        .setCheckpointHash(hash)
        .setStep(1)
        .setActor("gate")
        .setMovedAt(Instant.EPOCH)
        .build();
  }

  @Test
  void whatAKilledWriterLeftIsRemovedAndNothingElse() throws IOException {
    String hash = store.save(checkpoint(1));
    Path left = models.resolve("checkpoints/.writing-abc-1");
    Files.createDirectory(left);
    Files.writeString(left.resolve("state.safetensors"), "half");
    store.removeUnfinished();
    assertThat(left).doesNotExist();
    assertThat(store.load(hash)).isEqualTo(checkpoint(1));
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    Checkpoint untied = checkpoint(1);
    assertThatThrownBy(() ->
            new Checkpoint(
                "run", ToyModel.tied(), untied.state(), 0, List.of(), 1, "", 0, null, null, "{}"))
        .hasMessageContaining("weights");
  }
}
