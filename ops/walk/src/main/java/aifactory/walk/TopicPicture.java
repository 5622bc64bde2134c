package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.DatasetSealed;
import aifactory.event.Decision;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.JobFinished;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelDecided;
import aifactory.event.ModelEvaluated;
import aifactory.event.NodeBeat;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;
import aifactory.wire.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// Everything a walk wants to know of the topics, read from their beginning. Thread-safe.
final class TopicPicture implements AutoCloseable {
  private final Map<String, DocumentAccepted> accepted = new ConcurrentHashMap<>();
  private final List<String> repeated = new CopyOnWriteArrayList<>();
  private final Map<String, DocumentRejected> rejected = new ConcurrentHashMap<>();
  private final Map<String, Map<RetractionReason, RetractionRegistered>> retracted =
      new ConcurrentHashMap<>();
  private final List<DatasetSealed> datasets = new CopyOnWriteArrayList<>();
  private final List<ModelCheckpointed> checkpoints = new CopyOnWriteArrayList<>();
  private final List<ModelEvaluated> evaluations = new CopyOnWriteArrayList<>();
  private final List<ModelDecided> decisions = new CopyOnWriteArrayList<>();
  private final Map<String, JobFinished> finished = new ConcurrentHashMap<>();
  private final Map<String, AliasMoved> aliases = new ConcurrentHashMap<>();
  private final Map<String, NodeBeat> beats = new ConcurrentHashMap<>();
  private final EventTail tail;

  TopicPicture(KafkaSettings kafka) {
    tail =
        EventTail.named("walk-picture", kafka)
            .on(Topics.CORPUS_ACCEPTED, From.START, this::accept)
            .on(
                Topics.CORPUS_REJECTED,
                From.START,
                r -> rejected.put(r.event().getUrl(), r.event()))
            .on(Topics.CORPUS_RETRACTED, From.START, r -> register(r.event()))
            .on(Topics.DATASET_SEALED, From.START, r -> datasets.add(r.event()))
            .on(Topics.MODEL_CHECKPOINTED, From.START, r -> checkpoints.add(r.event()))
            .on(Topics.MODEL_EVALUATED, From.START, r -> evaluations.add(r.event()))
            .on(Topics.MODEL_DECISIONS, From.START, r -> decisions.add(r.event()))
            .on(Topics.JOB_FINISHED, From.START, r -> finished.put(r.event().getJobId(), r.event()))
            .on(Topics.MODEL_ALIASES, From.START, r -> aliases.put(r.event().getAlias(), r.event()))
            .on(
                Topics.NODE_HEARTBEATS,
                From.START,
                r -> beats.put(r.event().getService(), r.event()))
            .start();
  }

  private void accept(Received<DocumentAccepted> received) {
    DocumentAccepted document = received.event();
    if (accepted.put(document.getVersion(), document) != null) {
      repeated.add(document.getVersion());
    }
  }

  private void register(RetractionRegistered entry) {
    retracted
        .computeIfAbsent(entry.getVersion(), _ -> new ConcurrentHashMap<>())
        .put(entry.getReason(), entry);
  }

  /// Accepted documents by version.
  Map<String, DocumentAccepted> accepted() {
    return Map.copyOf(accepted);
  }

  int acceptedCount() {
    return accepted.size();
  }

  /// Versions that were accepted more than once, which must not happen.
  List<String> repeated() {
    return List.copyOf(repeated);
  }

  /// Rejected documents by URL.
  Map<String, DocumentRejected> rejected() {
    return Map.copyOf(rejected);
  }

  /// The last register entry of a version for a reason.
  Optional<RetractionRegistered> retraction(String version, RetractionReason reason) {
    return Optional.ofNullable(retracted.getOrDefault(version, Map.of()).get(reason));
  }

  /// Whether any reason withdraws a version.
  boolean isWithdrawn(String version) {
    return retracted.getOrDefault(version, Map.of()).values().stream()
        .anyMatch(RetractionRegistered::getInForce);
  }

  Map<String, Long> acceptedByLanguage() {
    Map<String, Long> counts = new TreeMap<>();
    accepted.values().forEach(document -> counts.merge(document.getLanguage(), 1L, Long::sum));
    return counts;
  }

  long acceptedBytes() {
    return accepted.values().stream().mapToLong(DocumentAccepted::getUtf8Bytes).sum();
  }

  /// Dataset versions in the order of sealing.
  List<DatasetSealed> datasets() {
    return List.copyOf(datasets);
  }

  Optional<DatasetSealed> lastDataset() {
    return last(datasets, ignored -> true);
  }

  /// The checkpoint that has seen most tokens.
  Optional<ModelCheckpointed> furthestCheckpoint() {
    return checkpoints.stream()
        .max(java.util.Comparator.comparingLong(ModelCheckpointed::getTokensSeen));
  }

  /// A checkpoint by its hash.
  Optional<ModelCheckpointed> checkpoint(String hash) {
    return checkpoints.stream()
        .filter(checkpoint -> checkpoint.getCheckpointHash().equals(hash))
        .findFirst();
  }

  Optional<ModelDecided> firstDecision(Decision kind) {
    return decisions.stream().filter(made -> made.getDecision() == kind).findFirst();
  }

  List<ModelDecided> decisions() {
    return List.copyOf(decisions);
  }

  /// Whether the gate has decided on a bundle.
  boolean decided(String bundleId) {
    return decisions.stream().anyMatch(made -> made.getBundleId().equals(bundleId));
  }

  /// How a job ended, if it has.
  Optional<JobFinished> finished(String jobId) {
    return Optional.ofNullable(finished.get(jobId));
  }

  /// Scores of bundles in the order in which they were taken.
  List<ModelEvaluated> evaluations() {
    return List.copyOf(evaluations);
  }

  Optional<AliasMoved> alias(String name) {
    return Optional.ofNullable(aliases.get(name));
  }

  /// A service's process and counters, as its last heartbeat tells them.
  Optional<NodeBeat> beat(String service) {
    return Optional.ofNullable(beats.get(service));
  }

  private static <E> Optional<E> last(List<E> events, Predicate<E> wanted) {
    List<E> found = new ArrayList<>(events.stream().filter(wanted).toList());
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  @Override
  public void close() {
    tail.close();
  }
}
