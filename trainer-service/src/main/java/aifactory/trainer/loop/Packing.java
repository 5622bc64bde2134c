package aifactory.trainer.loop;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.ArtifactZipException;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.FormTargets;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.Precision;
import aifactory.contract.manifest.TrainingForm;
import aifactory.event.ArtifactPublished;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes an artifact of a checkpoint: exported in one format and number type, compared with the
/// trainer, its manifest written, all of it one ZIP `artifacts/<name>.zip` of the model store. A
/// name that is taken stays what it is.
final class Packing {
  private static final Logger LOG = LoggerFactory.getLogger(Packing.class);
  private static final String JOB = "job_id";
  private final Workshop workshop;
  private final Announcer announcer;
  private final Progress progress;

  Packing(Workshop workshop, Announcer announcer, Progress progress) {
    this.workshop = workshop;
    this.announcer = announcer;
    this.progress = progress;
  }

  /// What to make.
  ///
  /// @param form what training was asked for
  /// @param checkpointPolicy when checkpoints were written
  record Order(
      String jobId,
      String actor,
      String name,
      NodeType nodeType,
      TrainingForm form,
      Optional<ExportFormat> format,
      Map<String, Object> checkpointPolicy) {
    static Order of(FormJob job, Map<String, Object> checkpointPolicy) {
      return new Order(
          job.jobId(),
          job.actor(),
          job.name(),
          job.nodeType(),
          job.form(),
          Optional.empty(),
          checkpointPolicy);
    }

    PortableExport.Order export() {
      Precision precision = form.precision();
      ExportFormat wanted = format.orElse(usual(precision));
      String type =
          switch (precision) {
            case FP32 -> "F32";
            case FP16 -> "F16";
            default -> precision.name();
          };
      return new PortableExport.Order(wanted, wanted.type(Optional.of(type)));
    }

    private static ExportFormat usual(Precision precision) {
      return switch (precision) {
        case FP32, INT8, INT4 -> ExportFormat.ONNX;
        case FP16, BF16 -> ExportFormat.HF;
        case Q8_0, Q4_0, Q4_K -> ExportFormat.GGUF;
      };
    }
  }

  /// @throws JobDesk.RefusedException when the name is taken
  void requireFree(String name) {
    if (Files.exists(workshop.modelStore().resolve(ArtifactZip.location(name)))) {
      throw new JobDesk.RefusedException("artifact_name: " + name + " is there already");
    }
  }

  /// The artifact of a job that a crash interrupted after its ZIP was whole.
  Optional<ArtifactPublished> alreadyMadeBy(String jobId, String name) {
    Path zip = workshop.modelStore().resolve(ArtifactZip.location(name));
    if (!Files.exists(zip)) {
      return Optional.empty();
    }
    try {
      ArtifactZip.Content content = ArtifactZip.read(zip, Long.MAX_VALUE);
      JsonNode lineage = CanonicalJson.read(content.manifest(), JsonNode.class).path("lineage");
      return lineage.path(JOB).asText().equals(jobId)
          ? Optional.of(published(jobId, lineage.path("actor").asText(), content, zip))
          : Optional.empty();
    } catch (ArtifactZipException e) {
      return Optional.empty(); // somebody's file; the name is taken
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + zip, e);
    }
  }

  void publish(ArtifactPublished artifact) {
    announcer.published(artifact);
  }

  /// Makes and announces it.
  ArtifactPublished pack(Order order, Checkpoint checkpoint, Cycle.Stop stop) {
    stop.check();
    PortableExport.Order export = order.export();
    progress.phase(
        order.jobId(),
        order.form().precision().isQuantized() ? "post-training-quantize" : "packing",
        export.format().label() + " " + export.type());
    Path artifacts = workshop.modelStore().resolve(ArtifactZip.FOLDER);
    Path unfinished = artifacts.resolve(".writing-" + Sha256.hex(order.jobId()).substring(0, 16));
    try {
      Files.createDirectories(artifacts);
      DurableFile.deleteTree(unfinished);
      PortableModel model = model(checkpoint);
      new PortableExport(workshop.engine().threads(), papers(order, checkpoint))
          .export(model, export, unfinished);
      stop.check();
      Path zip = unfinished.resolveSibling(unfinished.getFileName() + ".zip");
      ArtifactZip.Content content = ArtifactZip.write(unfinished, zip);
      Path finished = workshop.modelStore().resolve(ArtifactZip.location(order.name()));
      Files.move(zip, finished, StandardCopyOption.ATOMIC_MOVE);
      ArtifactPublished artifact = published(order.jobId(), order.actor(), content, finished);
      announcer.published(artifact);
      LOG.info("artifact published name={} bytes={}", order.name(), artifact.getBytes());
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write artifact " + order.name(), e);
    } finally {
      discard(unfinished);
    }
  }

  private PortableModel model(Checkpoint checkpoint) throws IOException {
    return ModelFiles.read(
        workshop.modelStore().resolve(CheckpointStore.location(checkpoint.hash())),
        Optional.empty());
  }

  private ArtifactPapers papers(Order order, Checkpoint checkpoint) {
    return new ArtifactPapers(
        order.name(),
        order.nodeType(),
        workshop.clock(),
        Optional.of(
            new ArtifactPapers.Making(
                order.form(),
                FormTargets.version(order.name()),
                order.checkpointPolicy(),
                DataPreparation.of(workshop.datasets(), checkpoint),
                Map.of(JOB, order.jobId(), "actor", order.actor()))));
  }

  private ArtifactPublished published(
      String jobId, String actor, ArtifactZip.Content content, Path zip) throws IOException {
    return ArtifactPublished.newBuilder()
        .setArtifactName(content.name())
        .setManifest(content.manifest())
        .setLocation(ArtifactZip.location(content.name()))
        .setZipHash(ArtifactZip.hash(zip))
        .setBytes(Files.size(zip))
        .setJobId(jobId)
        .setActor(actor)
        .setPublishedAt(workshop.clock().instant())
        .build();
  }

  private static void discard(Path unfinished) {
    try {
      DurableFile.deleteTree(unfinished);
    } catch (IOException e) {
      LOG.warn("left behind {}", unfinished, e);
    }
  }
}
