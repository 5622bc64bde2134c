package aifactory.preprocess.rejudge;

import aifactory.contract.id.DocumentId;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.intake.RawLog;
import aifactory.preprocess.judge.JudgingSteps;
import aifactory.preprocess.rejudge.Verdicts.Verdict;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Judges raw records again by the rules and policies in force now. What comes out as it was leaves
/// no trace; the raw record of what comes out differently is sent through the flow again, marked,
/// so that state, register and totals stay exact. Raw records that have expired are counted.
public final class Rejudge {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final KafkaSettings kafka;
  private final JudgingSteps steps;

  public Rejudge(KafkaSettings kafka, JudgingSteps steps) {
    this.kafka = kafka;
    this.steps = steps;
  }

  /// Which documents.
  ///
  /// @param reason rejected for this reason, "" = whatever was decided
  /// @param domain of this domain or below it, "" = everywhere
  public record Selection(String reason, String domain) {
    boolean takes(Verdict verdict) {
      boolean within =
          domain.isEmpty()
              || verdict.domain().equals(domain)
              || verdict.domain().endsWith("." + domain);
      return within && (reason.isEmpty() || reason.equals(verdict.word()));
    }
  }

  /// What came of it.
  ///
  /// @param expired documents whose raw record is no longer in the log
  /// @param changes counted as `TOO_SHORT -> ACCEPTED`
  public record Result(long judged, long changed, long expired, Map<String, Long> changes) {}

  /// Judges again.
  ///
  /// @param dryRun only say what would change
  public Result run(Selection selection, boolean dryRun) {
    Verdicts verdicts = read();
    Map<RawLog.Place, Verdict> wanted = new HashMap<>();
    for (Verdict verdict : verdicts.all()) {
      if (selection.takes(verdict) && verdict.rawOffset() >= 0) {
        wanted.put(new RawLog.Place(verdict.rawPartition(), verdict.rawOffset()), verdict);
      }
    }
    Map<String, Long> changes = new TreeMap<>();
    long[] judged = {0};
    List<RawLog.Raw> again = new ArrayList<>();
    try (RawLog log = new RawLog(kafka, "rejudge");
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producer())) {
      log.read(
          wanted.keySet(),
          raw -> {
            Verdict before = wanted.get(raw.place());
            if (before == null) {
              return;
            }
            judged[0]++;
            Judgement after = judge(raw);
            if (differs(before, after, verdicts::holds)) {
              changes.merge(before.word() + " -> " + word(after), 1L, Long::sum);
              again.add(raw);
            }
            if (again.size() >= 100) {
              send(producer, again, dryRun);
            }
          });
      send(producer, again, dryRun);
      producer.flush();
    }
    long changed = changes.values().stream().mapToLong(Long::longValue).sum();
    return new Result(judged[0], changed, wanted.size() - judged[0], changes);
  }

  /// Whether a document holds a version.
  @FunctionalInterface
  interface Holders {
    boolean holds(String documentId, String version);
  }

  /// Whether the flow would decide otherwise now. A policy that forbids what was accepted is no
  /// changed verdict: the version is withdrawn already and comes back when the policy goes.
  static boolean differs(Verdict before, Judgement after, Holders holders) {
    return switch (after) {
      case Rejected rejected ->
          !rejected.reason().name().equals(before.reason())
              && (before.reason() != null || rejected.reason() != RejectionReason.POLICY_FORBIDS);
      case Draft draft -> differs(before, draft, holders);
    };
  }

  private static boolean differs(Verdict before, Draft draft, Holders holders) {
    if (before.reason() == null) {
      return !before
          .version()
          .equals(DocumentId.version(draft.origin().documentId(), draft.text()));
    }
    boolean duplicate = before.reason().equals(RejectionReason.EXACT_DUPLICATE.name());
    return !duplicate
        || !holders.holds(before.elder(), DocumentId.version(before.elder(), draft.text()));
  }

  private static String word(Judgement after) {
    return after instanceof Rejected rejected ? rejected.reason().name() : "ACCEPTED";
  }

  private Judgement judge(RawLog.Raw raw) {
    DocumentFetched fetched = raw.event();
    int partition = raw.place().partition();
    long offset = raw.place().offset();
    Judgement opened =
        Origin.of(fetched, partition, offset)
            .<Judgement>map(origin -> Draft.of(origin, fetched))
            .orElseGet(() ->
                Rejected.of(
                    Origin.unusable(fetched, partition, offset), RejectionReason.INVALID_URL, ""));
    return steps.all(opened);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<RawLog.Raw> again, boolean dryRun) {
    for (RawLog.Raw raw : again) {
      if (!dryRun) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(Topics.CRAWL_DOCUMENTS.name(), raw.key(), raw.value());
        JudgedAgain.mark(record.headers());
        var ignored = producer.send(record); // flush at the end waits for all
      }
    }
    again.clear();
  }

  private Verdicts read() {
    Verdicts verdicts = new Verdicts();
    try (EventTail tail =
        EventTail.named("rejudge-verdicts", kafka)
            .on(
                Topics.CORPUS_ACCEPTED,
                EventTail.From.START,
                received -> verdicts.add(received.event()))
            .on(
                Topics.CORPUS_REJECTED,
                EventTail.From.START,
                received -> verdicts.add(received.event()))
            .on(
                Topics.CORPUS_RETRACTED,
                EventTail.From.START,
                received -> verdicts.add(received.event()))
            .start()) {
      tail.awaitCaughtUp(LIMIT);
    }
    return verdicts;
  }

  private Properties producer() {
    Properties properties = kafka.producer("rejudge");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}
