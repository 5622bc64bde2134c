package aifactory.preprocess.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The sealer on a real broker: what is masked is on the log before the version that leaves it out.
@Timeout(120)
final class SealedMasksIT {
  private static final String NOTICE = "This notice stands under every page of the site.";
  private static final SealRule RULE =
      new SealRule(1_000_000, Duration.ofSeconds(1), new ParagraphRule(2, 20));

  private final KafkaSettings kafka = Testbed.attach().kafka();
  private final List<DatasetSealed> sealed = new CopyOnWriteArrayList<>();
  private final List<ParagraphsMasked> masked = new CopyOnWriteArrayList<>();

  @TempDir Path home;

  @Test
  void aRetractedKeeperGivesItsParagraphToTheNextAndARestartSealsNothing() {
    Testbed.attach().freshTopics();
    DocumentAccepted eldest = ParagraphMasksTest.page(1, NOTICE);
    DocumentAccepted second = ParagraphMasksTest.page(2, "Of the second.\n" + NOTICE);
    DocumentAccepted third = ParagraphMasksTest.page(3, "Of the third.\n" + NOTICE);
    try (EventProducer producer = EventProducer.open(kafka, "it");
        EventTail tail = follow()) {
      assertThat(tail.failure()).isEmpty();
      for (DocumentAccepted page : List.of(third, eldest, second)) {
        producer.sendAndWait(Topics.CORPUS_ACCEPTED, page.getDocumentId(), page);
      }
      try (DatasetSealer sealer = open()) {
        await("three documents", () -> isNewest(3, 2));
        assertThat(sealer.isReady()).isTrue();
        producer.sendAndWait(Topics.CORPUS_RETRACTED, eldest.getDocumentId(), withdrawn(eldest));
        await("the paragraph is back", () -> isNewest(2, 1));
      }
      assertThat(inForce(second)).isEmpty();
      assertThat(inForce(third))
          .singleElement()
          .satisfies(range -> assertThat(range.getStart()).isEqualTo(14));
      assertThat(sealed.getLast().getMasked().getFirst().getEnd()).isEqualTo(masked.size());

      String before = sealed.getLast().getDatasetId();
      try (DatasetSealer again = open()) {
        await("ready", again::isReady);
        assertThat(again.sealNow()).isEmpty();
        assertThat(again.newest().orElseThrow().getDatasetId()).isEqualTo(before);
      }
    }
  }

  private DatasetSealer open() {
    return new DatasetSealer(
        kafka,
        RULE,
        home.resolve("paragraphs"),
        "filters",
        InstantSource.system(),
        new FlowCounters());
  }

  private EventTail follow() {
    return EventTail.named("it-masks", kafka)
        .on(Topics.DATASET_SEALED, EventTail.From.START, read -> sealed.add(read.event()))
        .on(Topics.CORPUS_MASKED, EventTail.From.START, read -> masked.add(read.event()))
        .start();
  }

  private boolean isNewest(long documents, long paragraphs) {
    return !sealed.isEmpty()
        && sealed.getLast().getDocuments() == documents
        && sealed.getLast().getMaskedParagraphs() == paragraphs;
  }

  private List<MaskedParagraph> inForce(DocumentAccepted page) {
    return masked.stream()
        .filter(each -> each.getVersion().equals(page.getVersion()))
        .reduce((first, last) -> last)
        .map(ParagraphsMasked::getParagraphs)
        .orElse(List.of());
  }

  private static RetractionRegistered withdrawn(DocumentAccepted page) {
    return RetractionRegistered.newBuilder()
        .setDocumentId(page.getDocumentId())
        .setVersion(page.getVersion())
        .setInForce(true)
        .setReason(RetractionReason.CONSENT)
        .setUrl(page.getUrl())
        .setDomain(page.getDomain())
        .setRegisteredAt(Instant.EPOCH)
        .build();
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 60 s: " + what + "; sealed " + sealed);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
