package aifactory.inference.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.PolicySet;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import aifactory.inference.embed.Embedding;
import aifactory.inference.retrieve.PassageIndex;
import aifactory.inference.retrieve.Rulings;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;
import aifactory.wire.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds the index. First every ruling there is (so that nothing forbidden is shown even once),
/// then the accepted text from where the index left off; from then on both as they come.
final class CorpusIntake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CorpusIntake.class);
  private static final Duration RULINGS_LIMIT = Duration.ofMinutes(10);

  private final PassageIndex index;
  private final Rulings rulings;
  private final EventTail rulingsTail;
  private final EventTail acceptedTail;
  private final AcceptedReader reader;

  /// Does what rulings ask of the index; begins when all rulings given so far are known.
  private final Reconciliation reconciliation;

  private CorpusIntake(
      KafkaSettings settings, AcceptedReader reader, Rulings rulings, PassageIndex index) {
    this.rulings = rulings;
    this.reader = reader;
    this.index = index;
    this.reconciliation = new Reconciliation(index);
    AcceptedReader.LogEnds log = reader.ends();
    String contradiction = index.position().contradictionWith(log.clusterId(), log.endOffsets());
    if (!contradiction.isEmpty()) {
      index.startOver(contradiction);
    }
    this.rulingsTail =
        EventTail.named("inference-rulings", settings)
            .on(Topics.POLICY_SOURCES, From.START, this::policy)
            .on(Topics.CORPUS_TAKEDOWN, From.START, this::takedown)
            .on(Topics.CORPUS_RETRACTED, From.START, this::retraction)
            .start();
    try {
      rulingsTail.awaitCaughtUp(RULINGS_LIMIT);
      reconciliation.start();
      reconciliation.awaitDone();
      this.acceptedTail = follow(settings, log.clusterId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      rulingsTail.close();
      reconciliation.close();
      throw new IllegalStateException("interrupted while the index is brought up to date", e);
    } catch (RuntimeException e) {
      rulingsTail.close();
      reconciliation.close();
      throw e;
    }
  }

  /// Opens the index and follows; when that fails nothing stays open.
  static CorpusIntake open(
      KafkaSettings settings, Path folder, Rulings rulings, Optional<Embedding> embedding) {
    AcceptedReader reader = new AcceptedReader(settings);
    PassageIndex index = null;
    try {
      index = PassageIndex.open(folder, rulings, reader, embedding);
      return new CorpusIntake(settings, reader, rulings, index);
    } catch (RuntimeException e) {
      if (index != null) {
        index.close();
      }
      reader.close();
      throw e;
    }
  }

  private EventTail follow(KafkaSettings settings, String clusterId) {
    Map<TopicPartition, Long> continuing =
        index.position().nextOffsets().entrySet().stream()
            .collect(
                Collectors.toMap(
                    stored -> new TopicPartition(Topics.CORPUS_ACCEPTED.name(), stored.getKey()),
                    Map.Entry::getValue));
    LOG.info("index opened passages={} continuing={}", index.passages(), continuing);
    return EventTail.named("inference-accepted", settings)
        .on(
            Topics.CORPUS_ACCEPTED,
            From.START,
            received -> index.accept(received.event(), received.partition(), received.offset()))
        .continuingAt(continuing)
        .afterBatch(next -> index.readUpTo(clusterId, byPartition(next)))
        .start();
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> next) {
    return next.entrySet().stream()
        .collect(Collectors.toMap(moved -> moved.getKey().partition(), Map.Entry::getValue));
  }

  PassageIndex index() {
    return index;
  }

  /// Whether a tail fails: index and place in the log may differ, so both are opened anew.
  boolean isBroken() {
    return rulingsTail.failure().isPresent() || acceptedTail.failure().isPresent();
  }

  boolean isCaughtUp() {
    return acceptedTail.isHealthy();
  }

  long deadLetters() {
    return rulingsTail.deadLetterCount() + acceptedTail.deadLetterCount();
  }

  private void policy(Received<PolicySet> received) {
    rulings.accept(received.event());
    reconciliation.domain(received.event().getPattern());
  }

  private void takedown(Received<TakedownOrdered> received) {
    TakedownOrdered order = received.event();
    rulings.accept(order);
    switch (order.getTargetKind()) {
      case URL -> reconciliation.url(order.getTarget());
      case DOCUMENT -> reconciliation.document(order.getTarget());
      case DOMAIN -> reconciliation.domain(order.getTarget());
    }
  }

  private void retraction(Received<RetractionRegistered> received) {
    RetractionRegistered record = received.event();
    rulings.accept(record);
    if (record.getInForce()) {
      index.withdraw(record.getVersion()); // cheap, also for a whole history of them
    } else {
      reconciliation.document(record.getDocumentId());
    }
  }

  @Override
  public void close() {
    acceptedTail.close();
    rulingsTail.close();
    reconciliation.close();
    index.close();
    reader.close();
  }
}
