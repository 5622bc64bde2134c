package aifactory.preprocess.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.DocumentId;
import aifactory.contract.id.Sha256;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.Split;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class DatasetLedgerTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void theIncrementalHashEqualsTheRecomputedOneThroughRandomHistories() {
    long seed = 20_260_101;
    RandomGenerator random = new Random(seed);
    DatasetLedger ledger = new DatasetLedger();
    List<DocumentAccepted> documents = new ArrayList<>();
    Set<String> withdrawn = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      if (documents.isEmpty() || random.nextInt(3) > 0) {
        DocumentAccepted next = document(documents.size());
        documents.add(next);
        ledger.accept(next, documents.size() % 4, documents.size());
      } else {
        DocumentAccepted chosen = documents.get(random.nextInt(documents.size()));
        boolean inForce = random.nextBoolean();
        ledger.register(retraction(chosen, RetractionReason.CHANGED, inForce), 0, i);
        boolean ignored =
            inForce ? withdrawn.add(chosen.getVersion()) : withdrawn.remove(chosen.getVersion());
      }
    }

    DatasetState state = ledger.state();

    List<DocumentAccepted> survivors =
        documents.stream().filter(d -> !withdrawn.contains(d.getVersion())).toList();
    assertThat(state.counts().contentHash()).as("seed %d", seed).isEqualTo(recomputed(survivors));
    assertThat(state.documents()).isEqualTo(survivors.size());
    assertThat(state.counts().withdrawn()).containsEntry("CHANGED", (long) withdrawn.size());
    assertThat(state.counts().utf8Bytes()).isEqualTo(survivors.size() * 120L);
  }

  @Test
  void theOrderBetweenTopicsDoesNotMatter() {
    List<Runnable> first = new ArrayList<>();
    DatasetLedger one = new DatasetLedger();
    DatasetLedger two = new DatasetLedger();
    List<Runnable> second = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      DocumentAccepted document = document(i);
      int offset = i;
      first.add(() -> one.accept(document, 0, offset));
      second.add(() -> two.accept(document, 0, offset));
      if (i % 5 == 0) {
        RetractionRegistered out = retraction(document, RetractionReason.POLICY, true);
        first.add(() -> one.register(out, 0, offset));
        second.addFirst(() -> two.register(out, 0, offset)); // before its text
      }
    }
    PolicySet policy = policy("d3.example", false);
    first.add(() -> one.order(policy));
    second.addFirst(() -> two.order(policy));
    Collections.shuffle(second, new Random(7));

    first.forEach(Runnable::run);
    second.forEach(Runnable::run);

    assertThat(two.state()).isEqualTo(one.state());
    assertThat(two.state().datasetId()).isEqualTo(one.state().datasetId());
  }

  @Test
  void aPolicyTakesItsDomainOutAtOnceAndBringsItBackExactly() {
    DatasetLedger ledger = filled(100);
    DatasetState before = ledger.state();

    ledger.order(policy("d3.example", false));
    DatasetState forbidden = ledger.state();
    ledger.order(policy("d3.example", true));
    DatasetState allowed = ledger.state();

    assertThat(forbidden.counts().byDomain()).doesNotContainKey("d3.example");
    assertThat(forbidden.counts().withdrawn()).containsEntry("POLICY", 10L);
    assertThat(forbidden.documents()).isEqualTo(90);
    assertThat(allowed.counts()).isEqualTo(before.counts());
    assertThat(allowed.datasetId()).isNotEqualTo(before.datasetId()); // other policies are embedded
  }

  @Test
  void takedownsOfUrlsAndDocumentsHoldForTextThatComesLater() {
    DatasetLedger ledger = filled(10);
    ledger.order(takedown(TakedownTarget.URL, "https://D4.example:443/4", true));
    ledger.order(takedown(TakedownTarget.DOCUMENT, document(11).getDocumentId(), true));
    ledger.accept(document(11), 0, 11);

    assertThat(ledger.state().documents()).isEqualTo(9);
    assertThat(ledger.state().counts().withdrawn()).containsEntry("TAKEDOWN", 2L);

    ledger.order(takedown(TakedownTarget.URL, "https://D4.example:443/4", false));

    assertThat(ledger.state().documents()).isEqualTo(10);
  }

  @Test
  void aDocumentTakenDownTwiceStaysDownUntilBothAreLifted() {
    DatasetLedger ledger = filled(10);
    ledger.order(takedown(TakedownTarget.URL, "https://d4.example/4", true));
    ledger.order(takedown(TakedownTarget.DOCUMENT, document(4).getDocumentId(), true));
    ledger.order(takedown(TakedownTarget.URL, "https://d4.example/4", false));

    assertThat(ledger.state().documents()).isEqualTo(9);

    ledger.order(takedown(TakedownTarget.DOCUMENT, document(4).getDocumentId(), false));

    assertThat(ledger.state().documents()).isEqualTo(10);
    assertThat(ledger.state().counts().withdrawn()).isEmpty();
  }

  @Test
  void aPolicysLicenceCountsWhereThePageNamedNone() {
    DatasetLedger ledger = filled(10);
    ledger.order(PolicySet.newBuilder(policy("d3.example", true)).setLicence("cc-by-4.0").build());

    assertThat(ledger.state().counts().byLicence())
        .containsEntry("unknown", 9L)
        .containsEntry("cc-by-4.0", 1L);
  }

  @Test
  void aVersionIsDueByCountByTimeAndSoonAfterWithdrawals() {
    SealRule rule = SealRule.DEFAULTS;

    assertThat(rule.cause(SealRule.Since.NOTHING, NOON)).isEmpty();
    assertThat(rule.cause(new SealRule.Since(999, null, null, NOON), NOON)).isEmpty();
    assertThat(rule.cause(new SealRule.Since(1000, null, null, NOON), NOON)).contains("documents");
    assertThat(rule.cause(new SealRule.Since(1, null, null, NOON), NOON.plusSeconds(60)))
        .contains("interval");
    SealRule.Since burst = new SealRule.Since(1, NOON, NOON.plusMillis(2500), NOON);
    assertThat(rule.cause(burst, NOON.plusMillis(2600))).isEmpty();
    assertThat(rule.cause(burst, NOON.plus(Duration.ofSeconds(3)))).contains("retraction");
  }

  private static DatasetLedger filled(int documents) {
    DatasetLedger ledger = new DatasetLedger();
    for (int i = 0; i < documents; i++) {
      ledger.accept(document(i), 0, i);
    }
    return ledger;
  }

  private static String recomputed(List<DocumentAccepted> survivors) {
    BigInteger sum = BigInteger.ZERO;
    for (DocumentAccepted survivor : survivors) {
      byte[] version = survivor.getVersion().getBytes(StandardCharsets.UTF_8);
      byte[] split = survivor.getSplit().name().getBytes(StandardCharsets.UTF_8);
      ByteBuffer all = ByteBuffer.allocate(version.length + 8 + split.length);
      all.put(version).putDouble(survivor.getWeight()).put(split);
      sum = sum.add(new BigInteger(Sha256.hex(all.array()), 16)).mod(MODULUS);
    }
    return "%064x".formatted(sum);
  }

  private static DocumentAccepted document(int i) {
    String url = "https://d%d.example/%d".formatted(i % 10, i);
    String id = DocumentId.of(url);
    return DocumentAccepted.newBuilder()
        .setDocumentId(id)
        .setVersion(DocumentId.version(id, "text " + i))
        .setUrl(url)
        .setTitle("")
        .setText("text " + i)
        .setLanguage(i % 2 == 0 ? "ja" : "en")
        .setLanguageConfidence(1)
        .setQuality(0.5)
        .setWeight(1 + i / 7.0)
        .setSourceId("s")
        .setSourceType("web")
        .setDomain("d%d.example".formatted(i % 10))
        .setLicence("unknown")
        .setSplit(i % 20 == 0 ? Split.EVALUATION : Split.TRAIN)
        .setCharacters(100)
        .setUtf8Bytes(120)
        .setFetchedAt(NOON)
        .setAcceptedAt(NOON)
        .build();
  }

  private static RetractionRegistered retraction(
      DocumentAccepted document, RetractionReason reason, boolean inForce) {
    return RetractionRegistered.newBuilder()
        .setDocumentId(document.getDocumentId())
        .setVersion(document.getVersion())
        .setInForce(inForce)
        .setReason(reason)
        .setUrl(document.getUrl())
        .setDomain(document.getDomain())
        .setRegisteredAt(NOON)
        .build();
  }

  private static PolicySet policy(String pattern, boolean allow) {
    return PolicySet.newBuilder()
        .setEventId(pattern + allow)
        .setPattern(pattern)
        .setAllowTraining(allow)
        .setSetAt(NOON)
        .build();
  }

  private static TakedownOrdered takedown(TakedownTarget kind, String target, boolean inForce) {
    return TakedownOrdered.newBuilder()
        .setEventId(target + inForce)
        .setTargetKind(kind)
        .setTarget(target)
        .setInForce(inForce)
        .setOrderedAt(NOON)
        .build();
  }
}
