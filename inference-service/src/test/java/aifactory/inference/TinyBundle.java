package aifactory.inference;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The trainer's small bundle, and copies of it under ids of their own in a model store.
public final class TinyBundle {
  /// Where the fixture lies.
  public static final Path FIXTURE = Path.of("src/test/resources/tiny-bundle");

  private TinyBundle() {}

  /// Copies the fixture under its own id and returns that.
  public static String publish(Path modelStore) {
    return publish(modelStore, "tiny");
  }

  /// Copies the fixture under another model name, which makes it another bundle; returns its id.
  public static String publish(Path modelStore, String modelName) {
    try {
      Path made = Files.createTempDirectory(Files.createDirectories(modelStore), "making");
      for (String name : BundleLayout.IDENTITY) {
        Files.copy(FIXTURE.resolve(name), made.resolve(name));
      }
      Path configuration = made.resolve(BundleLayout.GENERATION);
      String json = Files.readString(configuration);
      Files.writeString(
          configuration,
          json.replace("\"model_name\":\"tiny\"", "\"model_name\":\"%s\"".formatted(modelName)));
      String id = BundleChecksum.of(made);
      Path place = modelStore.resolve(BundleLayout.location(id));
      Files.createDirectories(place.getParent());
      if (!Files.exists(place)) {
        Files.move(made, place);
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Files of the identity.
  public static List<Path> files(Path modelStore, String id) {
    List<Path> files = new ArrayList<>();
    BundleLayout.IDENTITY.forEach(
        name -> files.add(modelStore.resolve(BundleLayout.location(id)).resolve(name)));
    return files;
  }
}
