package aifactory.console.artifact;

import aifactory.console.ledger.Rows;
import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.ArtifactZipException;
import aifactory.contract.topic.Topics;
import aifactory.event.ArtifactPublished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ZIPs of artifacts in the model store.
@ApplicationScoped
public class ArtifactShelf {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactShelf.class);
  private static final int BLOCK = 1 << 16;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;

  private final ConsoleConfig config;
  private final Outbox outbox;
  private final Rows rows;
  private final InstantSource clock;

  ArtifactShelf(ConsoleConfig config, Outbox outbox, Rows rows, InstantSource clock) {
    this.config = config;
    this.outbox = outbox;
    this.rows = rows;
    this.clock = clock;
  }

  /// What was taken in.
  ///
  /// @param files in the ZIP, beside the manifest
  public record Taken(String name, String zipHash, int files) {}

  /// The file at a location of the model store.
  public Path file(String location) {
    Path file = BundleLayout.resolve(config.modelStore(), location);
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          404, "ARTIFACT_FILE_AWAY", location + " is not in the MODEL_STORE of this machine");
    }
    return file;
  }

  /// Takes in a ZIP and tells of it: all of it is as its manifest says, or nothing happens.
  @Transactional
  public Taken take(InputStream zip, String actor) {
    Path artifacts = config.modelStore().resolve(ArtifactZip.FOLDER);
    Path arrived = artifacts.resolve(".arriving-" + UUID.randomUUID());
    try {
      Files.createDirectories(artifacts);
      receive(zip, arrived);
      ArtifactZip.Content content = ArtifactZip.read(arrived, config.artifactMaxBytes());
      String hash = ArtifactZip.hash(arrived);
      Path finished = artifacts.resolve(content.name() + ".zip");
      if (!Files.exists(finished)) {
        Files.move(arrived, finished, StandardCopyOption.ATOMIC_MOVE);
      } else if (!ArtifactZip.hash(finished).equals(hash)) {
        throw new ProblemException(
            CONFLICT, "ARTIFACT_TAKEN", "another artifact has the name " + content.name());
      }
      if (!isKnown(content.name(), hash)) {
        tell(content, hash, Files.size(finished), actor);
      }
      return new Taken(content.name(), hash, content.parts().size());
    } catch (ArtifactZipException e) {
      boolean large = e.reason() == ArtifactZipException.Reason.TOO_LARGE;
      throw new ProblemException(
              large ? TOO_LARGE : BAD_REQUEST, "ARTIFACT_REFUSED", String.valueOf(e.getMessage()))
          .with("reason", e.reason().name());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take in an artifact", e);
    } finally {
      discard(arrived);
    }
  }

  /// Whether it was told of already: told again it would lose the job that made it.
  private boolean isKnown(String name, String hash) {
    return rows.first(
            "select 1 as known from view.artifact where artifact_name = ? and zip_hash = ?",
            name,
            hash)
        .isPresent();
  }

  private void tell(ArtifactZip.Content content, String hash, long bytes, String actor) {
    outbox.add(
        Topics.ARTIFACT_PUBLISHED,
        content.name(),
        ArtifactPublished.newBuilder()
            .setArtifactName(content.name())
            .setManifest(content.manifest())
            .setLocation(ArtifactZip.location(content.name()))
            .setZipHash(hash)
            .setBytes(bytes)
            .setJobId(null)
            .setActor(actor)
            .setPublishedAt(clock.instant())
            .build());
  }

  private void receive(InputStream from, Path to) throws IOException {
    byte[] block = new byte[BLOCK];
    long received = 0;
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int got = from.read(block); got >= 0; got = from.read(block)) {
        received += got;
        if (received > config.artifactMaxBytes()) {
          throw new ProblemException(
              TOO_LARGE, "ARTIFACT_TOO_LARGE", "more than ARTIFACT_MAX_BYTES");
        }
        out.write(block, 0, got);
      }
    }
  }

  private static void discard(Path arrived) {
    try {
      Files.deleteIfExists(arrived);
    } catch (IOException e) {
      LOG.warn("left behind {}", arrived, e);
    }
  }
}
