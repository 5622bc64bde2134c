package aifactory.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.BundleLayout;
import aifactory.event.AliasMoved;
import aifactory.inference.TinyBundle;
import aifactory.inference.batch.BatchSettings;
import aifactory.inference.bundle.Refusal.Reason;
import aifactory.inference.bundle.SlotState.Failed;
import aifactory.inference.bundle.SlotState.Serving;
import aifactory.inference.generate.Place;
import aifactory.inference.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleInstallerTest {
  @TempDir static Path nativeCache;
  @TempDir Path store;
  private final ModelSlot slot = new ModelSlot();
  private @Nullable BundleInstaller installer;

  @AfterEach
  void close() {
    if (installer != null) {
      installer.close();
    }
  }

  @Test
  void followsLatestUntilThereIsAProduction() {
    String one = TinyBundle.publish(store, "one");
    String two = TinyBundle.publish(store, "two");
    BundleInstaller following = installer(true);
    following.accept(moved("latest", one));
    await(() -> serves(one));
    following.accept(moved("production", two));
    await(() -> serves(two));
    following.accept(moved("latest", TinyBundle.publish(store, "three")));
    following.accept(moved("production", null)); // taken away: nothing takes its place by itself
    await(() -> slot.servingId().isEmpty());
    following.accept(moved("production", one));
    await(() -> serves(one));
    assertThat(following.refused()).isZero();
  }

  @Test
  void alwaysFollowsLatestWhenToldSo() {
    String one = TinyBundle.publish(store, "one");
    BundleInstaller following = installer(false);
    following.accept(moved("production", TinyBundle.publish(store, "two")));
    following.accept(moved("latest", one));
    await(() -> serves(one));
  }

  @Test
  void aChangedBundleIsRefusedAndTheOldOneServesOn() throws IOException {
    String good = TinyBundle.publish(store, "good");
    String bad = TinyBundle.publish(store, "bad");
    Path weights = store.resolve(BundleLayout.location(bad)).resolve(BundleLayout.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[5000] ^= 1;
    Files.write(weights, bytes);
    BundleInstaller following = installer(true);
    following.accept(moved("latest", good));
    await(() -> serves(good));
    following.accept(moved("latest", bad));
    await(() -> following.refused() == 1);
    assertThat(slot.state())
        .isInstanceOfSatisfying(
            Serving.class,
            serving -> {
              assertThat(serving.bundleId()).isEqualTo(good);
              assertThat(serving.refused()).isNotNull();
              assertThat(serving.refused().reason()).isEqualTo(Reason.CHECKSUM_MISMATCH);
            });
    assertThat(serves(good)).isTrue();
    following.accept(moved("latest", TinyBundle.publish(store, "better")));
    await(() -> following.installed() == 2);
  }

  @Test
  void aFileThatIsNoGraphIsRefusedByName() throws IOException {
    Path making = store.resolve("bundles/making");
    Files.createDirectories(making);
    for (Path file : TinyBundle.files(store, TinyBundle.publish(store, "x"))) {
      Files.copy(file, making.resolve(file.getFileName()));
    }
    Files.writeString(
        making.resolve(BundleLayout.GRAPH), "garbage", StandardOpenOption.TRUNCATE_EXISTING);
    String id = aifactory.contract.bundle.BundleChecksum.of(making);
    Files.move(making, store.resolve(BundleLayout.location(id)));
    BundleInstaller following = installer(true);
    following.accept(moved("latest", id));
    await(() -> following.refused() == 1);
    assertThat(slot.state())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.refused().reason()).isEqualTo(Reason.UNLOADABLE));
  }

  @Test
  void aLocationOutsideTheStoreIsRefused() {
    BundleInstaller following = installer(true);
    AliasMoved event = AliasMoved.newBuilder(moved("latest", "x")).setLocation("../../etc").build();
    following.accept(event);
    await(() -> following.refused() == 1);
    assertThat(slot.state())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.refused().reason()).isEqualTo(Reason.BAD_LOCATION));
  }

  @Test
  void missingFilesAreWaitedFor() throws IOException {
    String id = TinyBundle.publish(store, "late");
    Path weights = store.resolve(BundleLayout.location(id)).resolve(BundleLayout.WEIGHTS);
    Path away = store.resolve("away");
    Files.move(weights, away);
    BundleInstaller following = installer(true);
    following.accept(moved("latest", id));
    await(() -> slot.state() instanceof Failed f && f.refused().reason() == Reason.INCOMPLETE);
    Files.move(away, weights);
    await(() -> serves(id));
    assertThat(following.refused()).isZero();
  }

  @Test
  void aRequestKeepsItsModelAcrossASwap() {
    String one = TinyBundle.publish(store, "one");
    String two = TinyBundle.publish(store, "two");
    BundleInstaller following = installer(true);
    following.accept(moved("latest", one));
    await(() -> serves(one));
    try (ModelLease held = slot.lease().orElseThrow();
        Place begun = held.model().enter().orElseThrow()) {
      following.accept(moved("latest", two));
      await(() -> serves(two));
      new SelfTest().run(held.model());
      assertThat(begun).isNotNull();
      assertThat(held.model().bundleId()).isEqualTo(one);
    }
  }

  private BundleInstaller installer(boolean useProduction) {
    BundleInstaller made =
        new BundleInstaller(
            slot,
            new Aliases(useProduction),
            new BundleSettings(
                store,
                nativeCache,
                new SessionSettings(1, 2, 1 << 20),
                new BatchSettings(2, 0, 4),
                0),
            InstantSource.system());
    installer = made;
    return made;
  }

  private boolean serves(String id) {
    return slot.servingId().equals(Optional.of(id));
  }

  private static AliasMoved moved(String alias, @Nullable String id) {
    return AliasMoved.newBuilder()
        .setAlias(alias)
        .setBundleId(id)
        .setLocation(id == null ? null : BundleLayout.location(id))
        .setActor("test")
        .setMovedAt(Instant.EPOCH)
        .build();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
