package aifactory.inference.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PassageIndexTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DocumentAccepted KAFKA =
      Accepted.document(
          "http://docs.example.org/kafka",
          "en",
          "Apache Kafka",
          "Kafka stores records in topics. A topic is divided into partitions.");
  private static final DocumentAccepted FACTORY_JA =
      Accepted.document(
          "http://ja.example.org/factory", "ja", "工場の記録", "撤回とは、文書を学習と回答から外すことです。撤回は五秒以内に効きます。");

  @TempDir Path folder;
  private final List<DocumentAccepted> log = new ArrayList<>();
  private Runnable whileReading = () -> {};
  private Rulings rulings = new Rulings();
  private PassageIndex index;

  @BeforeEach
  void open() {
    index = PassageIndex.open(folder, rulings, this::read, Optional.empty());
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void findsEnglishAndJapaneseInTheirOwnLanguage() {
    accept(KAFKA);
    accept(FACTORY_JA);
    assertThat(urls("What are the partitions of a topic?")).containsExactly(KAFKA.getUrl());
    assertThat(urls("撤回とは何ですか")).containsExactly(FACTORY_JA.getUrl());
    Passage found = find("撤回").getFirst();
    assertThat(found.version()).isEqualTo(FACTORY_JA.getVersion());
    assertThat(found.title()).isEqualTo("工場の記録");
    assertThat(found.text()).contains("五秒以内");
    assertThat(found.score()).isPositive();
  }

  @Test
  void isSearchableWithoutAnExplicitCommit() {
    accept(KAFKA);
    long begun = System.nanoTime();
    while (index.search().find("partitions", 1).isEmpty()) {
      assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aNewVersionReplacesTheOld() {
    accept(KAFKA);
    accept(Accepted.document(KAFKA.getUrl(), "en", "Apache Kafka", "Streams of zebras."));
    assertThat(urls("zebras")).containsExactly(KAFKA.getUrl());
    assertThat(urls("partitions")).isEmpty();
  }

  @Test
  void aTitleCountsMoreThanText() {
    accept(Accepted.document("http://a.example.org/", "en", "Other", "The zebra is striped."));
    accept(Accepted.document("http://b.example.org/", "en", "Zebra", "An animal in Africa."));
    assertThat(urls("zebra")).containsExactly("http://b.example.org/", "http://a.example.org/");
  }

  @Test
  void aRetractedVersionIsGoneAndComesBackWhenAllowedAgain() {
    accept(KAFKA);
    assertThat(find("partitions")).hasSize(1);
    retract(KAFKA, true);
    assertThat(index.search().find("partitions", 5)).as("at once").isEmpty();
    index.withdraw(KAFKA.getVersion());
    settle();
    assertThat(index.passages()).as("deleted from the index, not only hidden").isZero();
    retract(KAFKA, false);
    index.reconcile(Set.of(), Set.of(), Set.of(KAFKA.getDocumentId()));
    assertThat(find("partitions")).hasSize(1);
  }

  @Test
  void aRetractionThatArrivesBeforeItsTextIsKept() {
    retract(KAFKA, true);
    accept(KAFKA);
    assertThat(find("partitions")).isEmpty();
    assertThat(index.passages()).isZero();
  }

  @Test
  void aForbiddenDomainIsGoneWithItsSubdomainsAndComesBack() {
    accept(KAFKA);
    accept(Accepted.document("http://notexample.org/", "en", "T", "Other partitions."));
    allow("example.org", false);
    assertThat(index.search().find("partitions", 5)).as("at once").hasSizeLessThanOrEqualTo(1);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    assertThat(urls("partitions")).containsExactly("http://notexample.org/");
    assertThat(index.passages()).isEqualTo(1);
    allow("example.org", true);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    assertThat(urls("partitions")).hasSize(2);
  }

  @Test
  void allowingAgainShowsTheNewestVersionOnly() {
    accept(KAFKA);
    accept(Accepted.document(KAFKA.getUrl(), "en", "Apache Kafka", "Streams of zebras."));
    allow("example.org", false);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    allow("example.org", true);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    assertThat(urls("zebras")).hasSize(1);
    assertThat(urls("partitions")).isEmpty();
  }

  @Test
  void aTextThatCameWhileTheOldOneWasReadAgainStays() {
    accept(KAFKA);
    allow("example.org", false);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    allow("example.org", true);
    whileReading =
        () -> accept(Accepted.document(KAFKA.getUrl(), "en", "Kafka", "Streams of zebras."));
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    assertThat(urls("zebras")).hasSize(1);
    assertThat(urls("partitions")).isEmpty();
  }

  @Test
  void aTextForbiddenWhileItWasReadAgainStaysHidden() {
    accept(KAFKA);
    allow("example.org", false);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    allow("example.org", true);
    whileReading = () -> allow("example.org", false);
    index.reconcile(Set.of("example.org"), Set.of(), Set.of());
    settle();
    assertThat(index.passages()).isZero();
  }

  @Test
  void goesOnFromItsOffsetsAfterARestart() {
    accept(KAFKA);
    index.readUpTo("cluster", Map.of(0, 1L, 3, 9L));
    index.close();
    index = PassageIndex.open(folder, rulings, this::read, Optional.empty());
    assertThat(index.position())
        .isEqualTo(new LogPosition("cluster", Map.of(0, 1L, 3, 9L), "3 words"));
    assertThat(index.rebuilt()).isEmpty();
    assertThat(find("partitions")).hasSize(1);
  }

  @Test
  void anOffsetBeyondTheLogsEndOrAnotherClusterIsAContradiction() {
    LogPosition position = new LogPosition("c", Map.of(0, 5L), "");
    assertThat(position.contradictionWith("c", Map.of(0, 5L))).isEmpty();
    assertThat(position.contradictionWith("c", Map.of(0, 4L))).contains("the log ends at 4");
    assertThat(position.contradictionWith("d", Map.of(0, 5L))).contains("cluster");
    index.readUpTo("c", Map.of(0, 5L));
    accept(KAFKA);
    index.startOver("test");
    assertThat(index.position().nextOffsets()).isEmpty();
    settle();
    assertThat(index.passages()).isZero();
    assertThat(index.rebuilt()).isEqualTo("test");
  }

  @Test
  void aBrokenIndexIsMadeAgainAndSaysSo() throws IOException {
    accept(KAFKA);
    index.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments")).toList()) {
        Files.writeString(file, "garbage");
      }
    }
    index = PassageIndex.open(folder, rulings, this::read, Optional.empty());
    assertThat(index.rebuilt()).contains("could not be opened");
    assertThat(index.position().nextOffsets()).isEmpty();
    accept(KAFKA);
    assertThat(find("partitions")).hasSize(1);
  }

  private void accept(DocumentAccepted document) {
    log.add(document);
    index.accept(document, 0, log.size() - 1L);
  }

  private void read(List<Origin> places, BiConsumer<Origin, DocumentAccepted> reader) {
    for (Origin place : places) {
      whileReading.run();
      reader.accept(place, log.get((int) place.offset()));
    }
  }

  private List<Passage> find(String question) {
    settle();
    return index.search().find(question, 5);
  }

  private List<String> urls(String question) {
    return find(question).stream().map(Passage::url).toList();
  }

  private void settle() {
    index.refresh();
  }

  private void retract(DocumentAccepted document, boolean inForce) {
    rulings.accept(
        RetractionRegistered.newBuilder()
            .setDocumentId(document.getDocumentId())
            .setVersion(document.getVersion())
            .setInForce(inForce)
            .setReason(RetractionReason.TAKEDOWN)
            .setUrl(document.getUrl())
            .setDomain(document.getDomain())
            .setRegisteredAt(NOW)
            .build());
  }

  private void allow(String pattern, boolean allow) {
    rulings.accept(
        PolicySet.newBuilder()
            .setEventId("event")
            .setPattern(pattern)
            .setAllowTraining(allow)
            .setSetAt(NOW)
            .build());
  }
}
