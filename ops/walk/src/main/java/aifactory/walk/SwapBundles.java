package aifactory.walk;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Two bundles of one shape that say different things: the small one of the serving tests, and the
/// same with the second half of its weights turned around.
final class SwapBundles {
  private static final String FIXTURE = "inference-service/src/test/resources/tiny-bundle";

  private SwapBundles() {}

  /// Publishes the bundle in a model store and returns its id.
  static String asItIs(Path root, Path modelStore) throws IOException {
    return publish(copied(root, modelStore), modelStore);
  }

  /// Publishes its counterpart.
  static String turnedAround(Path root, Path modelStore) throws IOException {
    Path made = copied(root, modelStore);
    Path weights = made.resolve(BundleLayout.WEIGHTS);
    ByteBuffer numbers =
        ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
    int half = numbers.capacity() / Float.BYTES / 2;
    for (int place = half; place < numbers.capacity() / Float.BYTES; place++) {
      numbers.putFloat(place * Float.BYTES, -numbers.getFloat(place * Float.BYTES));
    }
    Files.write(weights, numbers.array());
    return publish(made, modelStore);
  }

  private static Path copied(Path root, Path modelStore) throws IOException {
    Path made = Files.createTempDirectory(Files.createDirectories(modelStore), "making");
    for (String name : BundleLayout.IDENTITY) {
      Files.copy(root.resolve(FIXTURE).resolve(name), made.resolve(name));
    }
    return made;
  }

  private static String publish(Path made, Path modelStore) throws IOException {
    String id = BundleChecksum.of(made);
    Path place = modelStore.resolve(BundleLayout.location(id));
    Files.createDirectories(place.getParent());
    Files.move(made, place);
    return id;
  }
}
