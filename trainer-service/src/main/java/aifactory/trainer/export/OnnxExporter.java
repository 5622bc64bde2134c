package aifactory.trainer.export;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.id.Sha256;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.LogitReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a servable bundle of a checkpoint, in `bundles/<bundle id>/` of the model store.
///
/// The directory is written under a temporary name, compared with the trainer's own logits, and
/// only then renamed to its id. A bundle that differs is not published. The same checkpoint and
/// tokenizer give the same id.
public final class OnnxExporter {
  private static final String UNFINISHED = ".writing-";
  private final Path modelStore;
  private final EngineSettings settings;
  private final MatrixStorage storage;

  /// @param storage of the matrices in its bundles
  public OnnxExporter(Path modelStore, EngineSettings settings, MatrixStorage storage) {
    this.modelStore = modelStore;
    this.settings = settings;
    this.storage = storage;
  }

  /// Exports, checks and publishes.
  ///
  /// @param tokenizerJson text of `tokenizer.json`; must be the one the checkpoint was trained with
  /// @throws ExportException when anything is amiss; nothing is published then
  public ExportedBundle export(Checkpoint checkpoint, String tokenizerJson, BundleOrder order) {
    String tokenizerHash = Sha256.hex(tokenizerJson);
    if (!tokenizerHash.equals(checkpoint.tokenizerHash())) {
      throw new ExportException(
          "the checkpoint was trained with tokenizer %s, given %s"
              .formatted(checkpoint.tokenizerHash(), tokenizerHash));
    }
    String hash = checkpoint.hash();
    Path bundles = modelStore.resolve("bundles");
    Path unfinished = bundles.resolve(UNFINISHED + hash + "-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(bundles);
      DurableFile.deleteTree(unfinished);
      Files.createDirectory(unfinished);
      writeIdentity(unfinished, checkpoint, tokenizerJson, order);
      ExportParity parity = parity(checkpoint, unfinished);
      String id = BundleChecksum.of(unfinished);
      String manifest = BundlePapers.manifest(checkpoint, hash, order, id, parity, storage);
      DurableFile.write(unfinished.resolve(BundleLayout.MANIFEST), manifest);
      DurableFile.write(
          unfinished.resolve(BundleLayout.CARD), BundlePapers.card(checkpoint, hash, order, id));
      removeIfDamaged(bundles.resolve(id), id);
      DurableFile.publish(unfinished, bundles.resolve(id));
      return new ExportedBundle(id, BundleLayout.location(id), parity, manifest);
    } catch (IOException e) {
      throw new ExportException("cannot write a bundle of checkpoint " + hash, e);
    } finally {
      discard(unfinished);
    }
  }

  /// The same bundle from an earlier export stays, unless its bytes are no longer those of its
  /// name.
  private static void removeIfDamaged(Path bundle, String id) throws IOException {
    if (!Files.isDirectory(bundle)) {
      return;
    }
    boolean sound;
    try {
      sound = BundleChecksum.of(bundle).equals(id);
    } catch (UncheckedIOException e) {
      sound = false; // a file is missing
    }
    if (!sound) {
      DurableFile.deleteTree(bundle);
    }
  }

  private static void discard(Path unfinished) {
    try {
      DurableFile.deleteTree(unfinished);
    } catch (IOException e) {
      // Left for the next export of the same checkpoint, which begins by removing it.
      System.getLogger(OnnxExporter.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + unfinished, e);
    }
  }

  private void writeIdentity(
      Path directory, Checkpoint checkpoint, String tokenizerJson, BundleOrder order)
      throws IOException {
    OnnxFiles.write(
        directory,
        new OnnxFiles.Content(
            checkpoint.model(),
            checkpoint.state().weights(),
            tokenizerJson,
            BundlePapers.generation(checkpoint, order)),
        storage);
  }

  private ExportParity parity(Checkpoint checkpoint, Path bundle) {
    ExportParity parity =
        storage == MatrixStorage.FP32
            ? exact(checkpoint, bundle)
            : ExportParity.ofRounded(
                checkpoint.model(), checkpoint.state().weights(), bundle, settings.threads());
    if (!parity.passed()) {
      throw new ExportException("the bundle does not compute what the trainer does: " + parity);
    }
    return parity;
  }

  private ExportParity exact(Checkpoint checkpoint, Path bundle) {
    try (LogitReader reader =
        LogitReader.open(checkpoint.model(), checkpoint.state().weights(), settings)) {
      return ExportParity.measure(reader, bundle, settings.threads());
    }
  }
}
