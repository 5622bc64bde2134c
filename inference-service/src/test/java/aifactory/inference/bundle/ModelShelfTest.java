package aifactory.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.TinyBundle;
import aifactory.inference.batch.BatchSettings;
import aifactory.inference.bundle.Refusal.Reason;
import aifactory.inference.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelShelfTest {
  private static final SessionSettings SESSION = new SessionSettings(1, 2, 1 << 20);
  private static final long ROOMY = 64 << 20;

  @TempDir static Path nativeCache;
  @TempDir Path store;
  private @Nullable ModelShelf shelf;

  @AfterEach
  void close() {
    if (shelf != null) {
      shelf.close();
    }
  }

  @Test
  void loadsABundleOnceForAllWhoAskForIt() throws Exception {
    ModelShelf roomy = shelf(ROOMY);
    String id = TinyBundle.publish(store, "one");
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<ModelLease> asking = () -> roomy.lease(id);
      List<ModelLease> leases = new ArrayList<>();
      for (Future<ModelLease> each : clients.invokeAll(List.of(asking, asking, asking))) {
        leases.add(each.get());
      }
      assertThat(leases.stream().map(ModelLease::model).distinct()).hasSize(1);
      leases.forEach(ModelLease::close);
    }
    assertThat(roomy.loaded()).containsExactly(id);
  }

  @Test
  void givesUpTheOneUnusedForLongestAndNeverOneThatAnswers() throws IOException {
    String one = TinyBundle.publish(store, "one");
    String two = TinyBundle.publish(store, "two");
    String three = TinyBundle.publish(store, "three");
    ModelShelf tight = shelf(bytes(one) * 5 / 2);
    tight.lease(one).close();
    tight.lease(two).close();
    tight.lease(one).close();
    tight.lease(three).close();
    assertThat(tight.loaded()).containsExactlyInAnyOrder(one, three);
    try (ModelLease first = tight.lease(one);
        ModelLease second = tight.lease(three)) {
      assertThatThrownBy(() -> tight.lease(two))
          .isInstanceOf(ShelfFullException.class)
          .hasMessageContaining("MODEL_MEMORY_MIB");
      new SelfTest().run(first.model());
      new SelfTest().run(second.model());
    }
    tight.lease(two).close();
    assertThat(tight.loaded()).contains(two).hasSize(2);
  }

  @Test
  void aDamagedBundleIsRefusedByNameAndLeavesNoTrace() throws IOException {
    ModelShelf roomy = shelf(ROOMY);
    String id = TinyBundle.publish(store, "one");
    Path weights = store.resolve(BundleLayout.location(id)).resolve(BundleLayout.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[5000] ^= 1;
    Files.write(weights, bytes);
    assertThatThrownBy(() -> roomy.lease(id))
        .isInstanceOfSatisfying(
            BundleRefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.CHECKSUM_MISMATCH));
    assertThat(roomy.loaded()).isEmpty();
    bytes[5000] ^= 1;
    Files.write(weights, bytes);
    roomy.lease(id).close();
    assertThat(roomy.loaded()).containsExactly(id);
  }

  @Test
  void aModelWhoseDataWereRetractedIsNotHandedOutAgain() {
    ModelShelf roomy = shelf(ROOMY);
    String id = TinyBundle.publish(store, "one");
    assertThat(roomy.offers(id)).isTrue();
    try (ModelLease answering = roomy.lease(id)) {
      roomy.withdraw(id);
      assertThat(roomy.offers(id)).isFalse();
      assertThatThrownBy(() -> roomy.lease(id))
          .isInstanceOfSatisfying(
              BundleRefusedException.class,
              e -> assertThat(e.refusal().reason()).isEqualTo(Reason.WITHDRAWN));
      new SelfTest().run(answering.model()); // what was begun is ended
    }
    roomy.restore(id);
    assertThat(roomy.offers(id)).isTrue();
  }

  @Test
  void offersNothingButBundlesOfTheStore() {
    ModelShelf roomy = shelf(ROOMY);
    assertThat(roomy.offers("gpt-9")).isFalse();
    assertThat(roomy.offers("../../../etc")).isFalse();
    assertThat(roomy.offers("0".repeat(64))).isFalse();
  }

  private long bytes(String id) throws IOException {
    Path directory = store.resolve(BundleLayout.location(id));
    try (var files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum()
          + SESSION.cacheBytesOf(GenerationConfiguration.read(directory));
    }
  }

  private ModelShelf shelf(long bytes) {
    ModelShelf made =
        new ModelShelf(
            new BundleSettings(store, nativeCache, SESSION, new BatchSettings(2, 0, 4), 0), bytes);
    shelf = made;
    return made;
  }
}
