package aifactory.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.Split;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchDrawTest {
  private static final int EOS = 0;
  private static final BatchDraw.Shape SHAPE = new BatchDraw.Shape(4, 17);

  @TempDir Path home;
  private final InMemoryCorpusLog log = new InMemoryCorpusLog();
  private final BatchDraw draw = new BatchDraw(42, SHAPE, EOS);
  private TokenCache cache;

  @BeforeEach
  void open() {
    cache = TokenCache.open(home, "hash", text -> text.chars().toArray());
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void drawsTheSameBatchWheneverAndHoweverOftenItIsAsked() {
    fill(20);
    DrawTable table = table("ds-1");
    Batch first = draw.batch(7, table, RetractionMask.NONE, cache);
    draw.batch(8, table, RetractionMask.NONE, cache);

    assertThat(draw.batch(7, table, RetractionMask.NONE, cache).rows()).isDeepEqualTo(first.rows());
    assertThat(draw.batch(8, table, RetractionMask.NONE, cache).rows()).isNotEqualTo(first.rows());
    assertThat(new BatchDraw(43, SHAPE, EOS).batch(7, table, RetractionMask.NONE, cache).rows())
        .isNotEqualTo(first.rows());
  }

  @Test
  void saysWhereEveryTokenOfARowCameFrom() {
    fill(20);
    Batch batch = draw.batch(7, table("ds-1"), RetractionMask.NONE, cache);

    int[][] again = new int[SHAPE.rows()][SHAPE.tokens()]; // EOS is 0
    for (Batch.Cut cut : batch.cuts()) {
      cache.copy(cut.document(), cut.from(), cut.tokens(), again[cut.row()], cut.at());
    }
    assertThat(again).isDeepEqualTo(batch.rows());
  }

  @Test
  void doesNotDependOnWhenTheCacheWasBuilt() {
    fill(10);
    DatasetVersion dataset = log.dataset("ds-1");
    cache.extendTo(log, dataset.accepted());
    Batch before = draw.batch(3, table(dataset, RetractionMask.NONE), RetractionMask.NONE, cache);
    fill(30);
    cache.extendTo(log, log.ranges());

    Batch after = draw.batch(3, table(dataset, RetractionMask.NONE), RetractionMask.NONE, cache);
    assertThat(after.rows()).isDeepEqualTo(before.rows());
  }

  @Test
  void drawsDocumentsInProportionToWeightTimesTokens() {
    log.add(0, "http://a.example/light", "x".repeat(40), Split.TRAIN, 1.0);
    log.add(0, "http://a.example/heavy", "y".repeat(40), Split.TRAIN, 3.0);
    log.add(1, "http://a.example/long", "z".repeat(160), Split.TRAIN, 1.0);
    Map<String, Integer> counts = new HashMap<>();
    DrawTable table = table("ds-1");
    for (int step = 0; step < 2000; step++) {
      draw.batch(step, table, RetractionMask.NONE, cache)
          .documents()
          .forEach(document -> counts.merge(document.origin().url(), 1, Integer::sum));
    }

    assertThat(counts.getOrDefault("http://a.example/light", 0) / 8000.0)
        .isCloseTo(0.125, within(0.015));
    assertThat(counts.getOrDefault("http://a.example/heavy", 0) / 8000.0)
        .isCloseTo(0.375, within(0.02));
    assertThat(counts.getOrDefault("http://a.example/long", 0) / 8000.0)
        .isCloseTo(0.5, within(0.02));
  }

  @Test
  void reachesEveryPlaceOfADocument() {
    log.add(0, "http://a.example/1", "abcdefghijklmnopqrstuvwxyz");
    Set<Integer> first = new java.util.TreeSet<>();
    Set<Integer> last = new java.util.TreeSet<>();
    DrawTable table = table("ds-1");
    for (int step = 0; step < 200; step++) {
      for (int[] row : draw.batch(step, table, RetractionMask.NONE, cache).rows()) {
        first.add(row[0]);
        last.add(row[row.length - 1]);
      }
    }

    // 28 places with the two EOS, 12 windows of 17: from EOS…p to k…EOS.
    assertThat(first).hasSize(12).contains(EOS, (int) 'a', (int) 'k');
    assertThat(last).hasSize(12).contains((int) 'p', (int) 'z', EOS);
  }

  @Test
  void joinsShortDocumentsWithOneEndOfTextBetween() {
    log.add(0, "http://a.example/1", "abc");
    int[] row = draw.batch(0, table("ds-1"), RetractionMask.NONE, cache).rows()[0];

    assertThat(row)
        .containsExactly(
            EOS, 'a', 'b', 'c', EOS, 'a', 'b', 'c', EOS, 'a', 'b', 'c', EOS, 'a', 'b', 'c', EOS);
  }

  @Test
  void neverDrawsHeldOutDocuments() {
    fill(5);
    log.add(0, "http://a.example/held-out", "Q".repeat(500), Split.EVALUATION, 100);
    DrawTable table = table("ds-1");

    for (int step = 0; step < 200; step++) {
      assertThat(Arrays.asList(draw.batch(step, table, RetractionMask.NONE, cache).rows()))
          .allSatisfy(row -> assertThat(row).doesNotContain('Q'));
    }
  }

  @Test
  void redrawsForbiddenDocumentsAndLeavesOtherRowsAsTheyWere() {
    fill(12);
    log.add(2, "http://forbidden.example/1", "F".repeat(300));
    DrawTable table = table("ds-1");
    RetractionMask mask = new RetractionMask(PolicyTable.EMPTY.with(forbid()), Set.of());
    int redrawn = 0;
    for (int step = 0; step < 100; step++) {
      Batch free = draw.batch(step, table, RetractionMask.NONE, cache);
      Batch masked = draw.batch(step, table, mask, cache);
      assertThat(masked.isPermittedBy(mask)).isTrue();
      assertThat(draw.batch(step, table, mask, cache).rows()).isDeepEqualTo(masked.rows());
      for (int row = 0; row < SHAPE.rows(); row++) {
        if (Arrays.stream(free.rows()[row]).noneMatch(token -> token == 'F')) {
          assertThat(masked.rows()[row]).isEqualTo(free.rows()[row]);
        } else {
          redrawn++;
        }
      }
    }
    assertThat(redrawn).isPositive();
  }

  @Test
  void saysSoWhenNothingIsLeft() {
    log.add(0, "http://forbidden.example/1", "abc");
    DrawTable table = table("ds-1");
    RetractionMask mask = new RetractionMask(PolicyTable.EMPTY.with(forbid()), Set.of());

    assertThatThrownBy(() -> draw.batch(0, table, mask, cache))
        .isInstanceOf(NothingToDrawException.class)
        .hasMessageContaining("ds-1");
  }

  static PolicySet forbid() {
    return PolicySet.newBuilder()
        .setEventId("event-1")
        .setPattern("forbidden.example")
        .setAllowTraining(false)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  @Test
  void aMaskedParagraphIsInNoBatchAndComesBackWhenItIsAllowedAgain() {
    DocumentAccepted first = log.add(0, "http://a.example/1", "first line\nSHARED");
    log.add(1, "http://a.example/2", "SHARED\nsecond line");
    log.mask(first, 11, 17);

    assertThat(drawn(log.dataset("masked"), 200))
        .contains("first line|")
        .doesNotContain("line\nSH");
    assertThat(drawn(log.dataset("masked"), 200)).contains("SHARED\nsecond line");

    log.mask(first, 0, 0);
    assertThat(drawn(log.dataset("again"), 200)).contains("first line\nSHARED");
  }

  @Test
  void heldOutTextIsWholeWhateverOfItIsMasked() {
    String text = "held out\nSHARED";
    log.add(0, "http://a.example/1", "first line\nSHARED");
    log.mask(log.add(0, "http://a.example/2", text, Split.EVALUATION, 1.0), 9, 15);
    DatasetVersion dataset = log.dataset("masked");

    assertThat(drawn(dataset, 20)).contains("first line").doesNotContain("held out");
    DrawTable table =
        DrawTable.of(
            dataset,
            RetractionMask.NONE,
            dataset.paragraphMasks(log),
            cache,
            DrawTable.QualityScale.STANDARD);
    assertThat(table.evaluationTokens()).isEqualTo(text.length());
  }

  @Test
  void aViewDrawsWhatWasCutWithoutEncodingAnything() {
    DocumentAccepted only = log.add(0, "http://a.example/1", "kept\nleft out\nkept too");
    log.mask(only, 5, 14);
    DatasetVersion dataset = log.dataset("masked");
    String before = drawn(dataset, 3);

    try (TokenCache view = TokenCache.view(home, "hash", dataset.accepted())) {
      assertThat(drawn(dataset, view, 3)).isEqualTo(before).contains("kept\nkept too");
    }
  }

  private String drawn(DatasetVersion dataset, int steps) {
    cache.extendTo(log, dataset.accepted());
    cache.extendTo(log, dataset.accepted(), dataset.paragraphMasks(log));
    return drawn(dataset, cache, steps);
  }

  private String drawn(DatasetVersion dataset, TokenCache from, int steps) {
    DrawTable table =
        DrawTable.of(
            dataset,
            RetractionMask.NONE,
            dataset.paragraphMasks(log),
            from,
            DrawTable.QualityScale.STANDARD);
    BatchDraw draw = new BatchDraw(7, new BatchDraw.Shape(2, 40), '|');
    StringBuilder drawn = new StringBuilder();
    for (long step = 0; step < steps; step++) {
      for (int[] row : draw.batch(step, table, RetractionMask.NONE, from).rows()) {
        drawn.append(new String(row, 0, row.length)).append('\u0000');
      }
    }
    return drawn.toString();
  }

  private void fill(int documents) {
    for (int i = 0; i < documents; i++) {
      log.add(i % 3, "http://a.example/" + documents + "/" + i, ("text " + i + " ").repeat(3 + i));
    }
  }

  private DrawTable table(String id) {
    DatasetVersion dataset = log.dataset(id);
    cache.extendTo(log, dataset.accepted());
    return table(dataset, RetractionMask.NONE);
  }

  private DrawTable table(DatasetVersion dataset, RetractionMask mask) {
    return DrawTable.of(dataset, mask, ParagraphMasks.NONE, cache, DrawTable.QualityScale.STANDARD);
  }
}
