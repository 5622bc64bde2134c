package aifactory.trainer.loop;

import aifactory.event.JobKind;
import aifactory.event.JobProgressed;
import aifactory.event.JobRequested;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the trainer is doing, for the console and for `/api/training`: about one event a second,
/// and one at every change of phase. The loop writes, others read [#status].
public final class Progress {
  private static final long EVERY_MILLIS = 1000;

  private final Announcer announcer;
  private final InstantSource clock;
  private final String nodeId;
  private Instant lastEvent = Instant.EPOCH;
  private long tokensAtLastEvent;
  private double tokensPerSecond;
  private @Nullable Long lastTotal;
  private Known trained = new Known("", 0, Map.of(), null);
  private String asked = "";
  private JobKind kind = JobKind.TRAIN;
  private volatile Status status =
      new Status("", "waiting", "starting", null, null, 0, Map.of(), Instant.EPOCH);

  /// @param jobId job it works for; empty = none yet
  /// @param phase see `JobProgressed`
  public record Status(
      String jobId,
      String phase,
      String message,
      @Nullable String runId,
      @Nullable String dataset,
      long step,
      Map<String, Double> metrics,
      Instant at) {}

  /// Figures of a session.
  record Figures(
      long step,
      long tokens,
      double loss,
      double gradientNorm,
      double learningRate,
      @Nullable Double validationLoss,
      @Nullable Double initialValidationLoss,
      double epoch) {}

  /// How far a job is.
  private record Known(
      String jobId, long step, Map<String, Double> metrics, @Nullable Long totalSteps) {}

  Progress(Announcer announcer, InstantSource clock, String nodeId) {
    this.announcer = announcer;
    this.clock = clock;
    this.nodeId = nodeId;
  }

  /// What was announced last, or newer.
  public Status status() {
    return status;
  }

  /// A job begins; what is not of a job is the standing order's training.
  void begins(JobRequested job) {
    asked = job.getJobId();
    kind = job.getKind();
  }

  /// A phase began.
  void phase(String jobId, String phase, String message) {
    Status before = status;
    if (before.phase().equals(phase) && before.message().equals(message)) {
      return;
    }
    Known known = known(jobId, before);
    status =
        new Status(
            jobId,
            phase,
            message,
            before.runId(),
            before.dataset(),
            known.step(),
            known.metrics(),
            clock.instant());
    announce(known.totalSteps());
  }

  /// Where a job stands of which no step is told now. An evaluation or an export in between takes
  /// nothing from training.
  private Known known(String jobId, Status before) {
    if (before.jobId().equals(jobId)) {
      return new Known(jobId, before.step(), before.metrics(), lastTotal);
    }
    return trained.jobId().equals(jobId) ? trained : new Known(jobId, 0, Map.of(), null);
  }

  /// A step was made.
  void stepped(String jobId, TrainingSession session, long untilStep, @Nullable Long totalSteps) {
    Instant now = clock.instant();
    long elapsed = now.toEpochMilli() - lastEvent.toEpochMilli();
    boolean last = totalSteps != null && session.step() >= totalSteps;
    if (elapsed < EVERY_MILLIS && !last) {
      return;
    }
    Figures figures = session.figures();
    if (elapsed >= EVERY_MILLIS) {
      measureSpeed(figures.tokens(), elapsed);
      lastEvent = now;
    }
    long end = totalSteps == null ? untilStep : totalSteps;
    long tokensLeft = (end - figures.step()) * session.recipe().tokensPerStep();
    status =
        new Status(
            jobId,
            "training",
            session.lineage().size(),
            session.lineage().runId(),
            session.datasetInForce().orElse(null),
            figures.step(),
            metrics(figures, session, tokensLeft),
            now);
    trained = new Known(jobId, status.step(), status.metrics(), totalSteps);
    announce(totalSteps);
  }

  private void measureSpeed(long tokens, long elapsedMillis) {
    if (tokensAtLastEvent > 0 && tokens > tokensAtLastEvent) {
      tokensPerSecond = (tokens - tokensAtLastEvent) * 1000.0 / elapsedMillis;
    }
    tokensAtLastEvent = tokens;
  }

  private Map<String, Double> metrics(Figures figures, TrainingSession session, long tokensLeft) {
    Map<String, Double> metrics = new HashMap<>();
    metrics.put("loss", figures.loss());
    metrics.put("gradientNorm", figures.gradientNorm());
    metrics.put("learningRate", figures.learningRate());
    metrics.put("tokens", (double) figures.tokens());
    metrics.put("epoch", figures.epoch());
    metrics.put("tokensPerSecond", tokensPerSecond);
    if (tokensPerSecond > 0) {
      metrics.put("etaSeconds", tokensLeft / tokensPerSecond);
      metrics.put("mfu", session.machineUse(tokensPerSecond));
    }
    if (figures.validationLoss() != null) {
      metrics.put("validationLoss", figures.validationLoss());
    }
    if (figures.initialValidationLoss() != null) {
      metrics.put("initialValidationLoss", figures.initialValidationLoss());
    }
    return Map.copyOf(metrics);
  }

  private void announce(@Nullable Long totalSteps) {
    lastTotal = totalSteps;
    Status now = status;
    announcer.progressed(
        JobProgressed.newBuilder()
            .setJobId(now.jobId())
            .setKind((now.jobId().equals(asked) ? kind : JobKind.TRAIN).name())
            .setNodeId(nodeId)
            .setPhase(now.phase())
            .setStep(now.step())
            .setTotalSteps(totalSteps)
            .setMetrics(new HashMap<>(now.metrics()))
            .setMessage(now.message())
            .setProgressedAt(clock.instant())
            .build());
  }
}
