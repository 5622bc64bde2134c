package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.ModelCheckpointed;
import aifactory.event.PolicySet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Corpora that hold less than a batch, or nothing.
@Timeout(120)
final class SmallCorpusTest {
  private static final String SENTENCE = "The log keeps the text and every batch follows it. ";

  @TempDir Path home;

  @Test
  void oneDocumentIsLearnedThoughNothingIsHeldOut() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.growBy(List.of(SENTENCE.repeat(30)));
    shop.runUntil(20);

    ModelCheckpointed last = shop.announcer.checkpoints.getLast();
    assertThat(last.getStep()).isEqualTo(20);
    assertThat(last.getTrainLoss()).isPositive();
    assertThat(last.getValidationLoss()).isNull();
  }

  static Stream<List<String>> nothingToLearn() {
    return Stream.of(List.of(), List.of("", ""), List.of("too short"));
  }

  @ParameterizedTest
  @MethodSource("nothingToLearn")
  void withoutTextNothingBeginsAndItSaysWhatItWaitsFor(List<String> texts)
      throws InterruptedException {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.growBy(texts);
    Thread watcher = Thread.ofVirtual().start(() -> closeWhenWaiting(shop, "for "));
    shop.loop(SmallWorkshop.settings(true, 1000)).run();

    assertThat(watcher.join(Duration.ofSeconds(30))).isTrue();
    assertThat(shop.announcer.checkpoints).isEmpty();
  }

  @Test
  void aCorpusThatShrinksToAShortDocumentIsLearnedOn() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.growBy(List.of(SENTENCE.repeat(30), "A page draws it."));
    shop.announcer.onCheckpoint =
        checkpoint -> {
          if (checkpoint.getStep() == 10) {
            shop.orders.add(0, forbidden("site0.example"));
          } else if (checkpoint.getStep() >= 20) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1000)).run();

    assertThat(shop.announcer.checkpoints.getLast().getStep()).isEqualTo(20);
    String run = shop.announcer.checkpoints.getLast().getRunId();
    assertThat(new Hindsight(shop.workshop()).batch(run, 15).pieces())
        .isNotEmpty()
        .allSatisfy(piece -> assertThat(piece.url()).startsWith("http://site1.example/"));
  }

  private static void closeWhenWaiting(SmallWorkshop shop, String what) {
    while (shop.announcer.progress.stream().noneMatch(fact -> fact.getMessage().startsWith(what))) {
      Thread.onSpinWait();
    }
    shop.gate.close();
  }

  private static PolicySet forbidden(String pattern) {
    return PolicySet.newBuilder()
        .setEventId("event-1")
        .setPattern(pattern)
        .setAllowTraining(false)
        .setSetAt(Instant.EPOCH)
        .build();
  }
}
