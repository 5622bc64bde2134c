package aifactory.trainer.loop;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.ArtifactZipException;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.CheckpointException;
import aifactory.trainer.checkpoint.CheckpointStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Models that another run may begin with: artifacts and bundles that were trained here and whose
/// checkpoint is still in the model store.
final class BaseModels {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,200}");
  private final Path modelStore;

  BaseModels(Path modelStore) {
    this.modelStore = modelStore;
  }

  /// The checkpoint behind an artifact's name, a bundle's id or a checkpoint's hash.
  ///
  /// @throws JobDesk.RefusedException naming `base_model`
  Checkpoint find(String base) {
    String hash =
        checkpointOf(base)
            .orElseThrow(
                () -> refused(base + " is no artifact, bundle or checkpoint of this store"));
    try {
      return new CheckpointStore(modelStore).load(hash);
    } catch (CheckpointException e) {
      throw refused("the checkpoint of " + base + " is not in this model store any more");
    }
  }

  private Optional<String> checkpointOf(String base) {
    Path artifact = modelStore.resolve(ArtifactZip.location(base));
    if (NAME.matcher(base).matches() && Files.exists(artifact)) {
      return lineage(artifact).map(node -> node.path("checkpoint_hash").asText());
    }
    if (!HASH.matcher(base).matches()) {
      return Optional.empty();
    }
    return Files.isDirectory(modelStore.resolve(BundleLayout.location(base)))
        ? Showroom.Exhibit.inStore(modelStore, base).map(Showroom.Exhibit::checkpointHash)
        : Optional.of(base);
  }

  private static Optional<JsonNode> lineage(Path artifact) {
    try {
      String manifest = ArtifactZip.read(artifact, Long.MAX_VALUE).manifest();
      return Optional.of(CanonicalJson.read(manifest, JsonNode.class).path("lineage"));
    } catch (IOException | ArtifactZipException e) {
      throw refused(artifact.getFileName() + ": " + e.getMessage());
    }
  }

  private static JobDesk.RefusedException refused(String why) {
    return new JobDesk.RefusedException("base_model: " + why);
  }
}
