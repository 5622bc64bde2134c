package aifactory.console;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactManifest;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import aifactory.contract.topic.Topics;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobOutcome;
import aifactory.event.JobProgressed;
import aifactory.event.JobRequested;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a trainer says of jobs, and artifacts as it makes them.
final class JobEvents implements AutoCloseable {
  private final EventProducer producer;
  private final String kind;
  private final String nodeId;

  /// @param kind of all the jobs that are told of
  JobEvents(KafkaSettings settings, String kind) {
    this(settings, kind, Showcase.NODES.get(2));
  }

  /// @param nodeId who tells
  JobEvents(KafkaSettings settings, String kind, String nodeId) {
    this.kind = kind;
    this.nodeId = nodeId;
    this.producer = EventProducer.open(settings, "test-jobs");
  }

  void progressed(String jobId, long step, long total) {
    producer.sendAndWait(
        Topics.JOB_PROGRESSED,
        jobId,
        JobProgressed.newBuilder()
            .setJobId(jobId)
            .setKind(kind)
            .setNodeId(nodeId)
            .setPhase("training")
            .setStep(step)
            .setTotalSteps(total)
            .setMetrics(Map.of("loss", 3.25, "etaSeconds", 130.0, "tokens", step * 1024.0))
            .setMessage("nano")
            .setProgressedAt(Instant.now())
            .build());
  }

  /// A phase that has no figures, as an evaluation begins.
  void phase(String jobId, String phase) {
    producer.sendAndWait(
        Topics.JOB_PROGRESSED,
        jobId,
        JobProgressed.newBuilder()
            .setJobId(jobId)
            .setKind(kind)
            .setNodeId(nodeId)
            .setPhase(phase)
            .setStep(0)
            .setMetrics(Map.of())
            .setMessage("")
            .setProgressedAt(Instant.now())
            .build());
  }

  void finished(String jobId, JobOutcome outcome, String error) {
    producer.sendAndWait(
        Topics.JOB_FINISHED,
        jobId,
        JobFinished.newBuilder()
            .setJobId(jobId)
            .setKind(kind)
            .setNodeId(nodeId)
            .setOutcome(outcome)
            .setError(error.isEmpty() ? null : error)
            .setFinishedAt(Instant.now())
            .build());
  }

  /// Publishes a ZIP that lies in the model store.
  void published(JobRequested job, Path modelStore) throws IOException {
    String name = Objects.requireNonNull(job.getParameters().get("artifact_name"));
    Path zip = Files.createDirectories(modelStore.resolve("artifacts")).resolve(name + ".zip");
    ArtifactZip.Content content =
        artifact(name, Objects.requireNonNull(job.getParameters().get("form")), zip, 10);
    producer.sendAndWait(
        Topics.ARTIFACT_PUBLISHED,
        name,
        ArtifactPublished.newBuilder()
            .setArtifactName(name)
            .setManifest(content.manifest())
            .setLocation("artifacts/" + name + ".zip")
            .setZipHash(Sha256.hex(Files.readAllBytes(zip)))
            .setBytes(Files.size(zip))
            .setJobId(job.getJobId())
            .setActor(job.getActor())
            .setPublishedAt(Instant.now())
            .build());
  }

  /// A small artifact that is all that an artifact must be.
  @SuppressWarnings("unchecked")
  static ArtifactZip.Content artifact(String name, String form, Path zip, int bytes)
      throws IOException {
    Path directory = Files.createTempDirectory("artifact");
    ArtifactManifest manifest =
        new ArtifactManifest(
            name,
            "v1",
            TrainingForm.training(CanonicalJson.read(form, Map.class)),
            128,
            List.of("ds-1"),
            "cc-by-4.0 AND <img src=x onerror=window.planted=6>",
            Instant.now(),
            NodeType.INFERENCE,
            Map.of("hidden_size", 128),
            Map.of("max_seq_length", 256),
            Map.of("checkpoint_interval", 50),
            Map.of("preprocessing_profile", "factory"));
    Files.writeString(
        directory.resolve("artifact_manifest.json"), CanonicalJson.write(manifest.fields()));
    Files.write(directory.resolve("model.onnx"), new byte[bytes]);
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    return ArtifactZip.write(directory, zip);
  }

  @Override
  public void close() {
    producer.close();
  }
}
