package aifactory.preprocess.topology;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.Prose;
import aifactory.preprocess.dedup.BandMember;
import aifactory.preprocess.dedup.MinHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NearDuplicateTest {
  private static final String OLD = "https://old.example/a";
  private static final String MIDDLE = "https://middle.example/a";
  private static final String YOUNG = "https://young.example/a";
  private static final String TEXT = Prose.english(3000, 0);

  @TempDir Path state;

  @Test
  void theYoungerOfTwoSimilarTextsFallsAndComesBackWithItsEldersWithdrawal() {
    try (FlowBench bench = new FlowBench(state, MinHash.STANDARD)) {
      fetch(bench, YOUNG, TEXT + " One more sentence stands here.", 2);
      fetch(bench, OLD, TEXT, 1); // older, though it comes later
      RetractionRegistered fallen = only(bench.read(Topics.CORPUS_RETRACTED));
      assertThat(fallen.getUrl()).isEqualTo(YOUNG);
      assertThat(fallen.getReason()).isEqualTo(RetractionReason.NEAR_DUPLICATE);
      assertThat(fallen.getInForce()).isTrue();
      assertThat(fallen.getCause()).hasSize(64);

      policy(bench, "old.example", false);
      policy(bench, "old.example", true);

      assertThat(bench.read(Topics.CORPUS_RETRACTED))
          .filteredOn(each -> each.getReason() == RetractionReason.NEAR_DUPLICATE)
          .extracting(each -> each.getUrl() + " " + each.getInForce())
          .containsExactly(YOUNG + " false", YOUNG + " true");
    }
  }

  @Test
  void aFallenElderStillCountsSoThatNothingDependsOnTheOrder() {
    try (FlowBench bench = new FlowBench(state, MinHash.STANDARD)) {
      fetch(bench, OLD, TEXT, 1);
      fetch(bench, MIDDLE, TEXT + " One more sentence stands here.", 2);
      fetch(bench, YOUNG, TEXT + " Yet another sentence stands here.", 3);

      assertThat(fallen(bench)).containsExactlyInAnyOrder(MIDDLE, YOUNG);
    }
  }

  @Test
  void anOlderTwinThatComesLaterIsAcceptedAndTheYoungerFallsToIt() {
    try (FlowBench bench = new FlowBench(state, MinHash.STANDARD)) {
      fetch(bench, YOUNG, TEXT, 2);
      fetch(bench, OLD, TEXT, 1);
      fetch(bench, MIDDLE, TEXT, 3); // younger than both

      assertThat(bench.read(Topics.CORPUS_ACCEPTED))
          .extracting(DocumentAccepted::getUrl)
          .containsExactly(YOUNG, OLD);
      assertThat(bench.read(Topics.CORPUS_REJECTED))
          .extracting(each -> each.getUrl() + " " + each.getReason())
          .containsExactly(MIDDLE + " EXACT_DUPLICATE");
      assertThat(fallen(bench)).containsExactly(YOUNG);
    }
  }

  @Test
  void aChangedPageIsNoDuplicateOfItself() {
    try (FlowBench bench = new FlowBench(state, MinHash.STANDARD)) {
      fetch(bench, OLD, TEXT, 1);
      fetch(bench, OLD, TEXT + " One more sentence stands here.", 2);

      assertThat(fallen(bench)).isEmpty();
      assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(2);
    }
  }

  @Test
  void theSurvivorsAreTheSameInEveryOrderOfArrival() {
    Set<Set<String>> outcomes = new HashSet<>();
    for (int order = 0; order < 3; order++) {
      try (FlowBench bench = new FlowBench(state.resolve("order" + order), MinHash.STANDARD)) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
          numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(order));
        numbers.forEach(i -> fetch(bench, url(i), text(i), i));
        bench.policies.set(bench.policies.get().with(policy("site1.example", false)));
        bench.pass(Duration.ofSeconds(1));
        outcomes.add(survivors(bench));
      }
    }

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.iterator().next()).hasSizeBetween(4, 12);
  }

  /// A bucket in any order of arrival, and with any history of standings, covers the same members.
  @Test
  void aBucketForgetsTheOrderInWhichItWasFilled() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      List<BandMember> last = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        boolean eligible = random.nextInt(3) > 0;
        last.add(new BandMember("v" + i, "d" + random.nextInt(4), i / 2, eligible, false));
      }
      Map<String, Boolean> one = BucketBench.covered(state, history(last, random));
      Map<String, Boolean> other = BucketBench.covered(state, history(last, random));
      assertThat(one).isEqualTo(other).isEqualTo(expected(last));
    }
  }

  private static List<BandMember> history(List<BandMember> last, Random random) {
    List<BandMember> sent = new ArrayList<>();
    for (BandMember member : last) {
      for (int i = random.nextInt(3); i > 0; i--) {
        sent.add(
            new BandMember(
                member.version(),
                member.documentId(),
                member.fetchedAtMillis(),
                random.nextBoolean(),
                false));
      }
    }
    Collections.shuffle(sent, random);
    List<BandMember> end = new ArrayList<>(last);
    Collections.shuffle(end, random);
    sent.addAll(end);
    return sent;
  }

  private static Map<String, Boolean> expected(List<BandMember> members) {
    Map<String, Boolean> covered = new HashMap<>();
    for (BandMember member : members) {
      covered.put(
          member.version(),
          members.stream()
              .anyMatch(elder ->
                  elder.eligible()
                      && !elder.documentId().equals(member.documentId())
                      && elder.order().compareTo(member.order()) < 0));
    }
    return covered;
  }

  private static void fetch(FlowBench bench, String url, String text, int second) {
    bench.fetch(url, Prose.page("Page", text), Map.of(), FlowBench.NOON.plusSeconds(second));
  }

  private static String url(int i) {
    return "https://site%d.example/%d".formatted(i % 3, i);
  }

  /// Five groups of similar texts.
  private static String text(int i) {
    return Prose.english(3000, i % 5 * 700) + " This is page number " + i + " of them.";
  }

  private static Set<String> fallen(FlowBench bench) {
    Set<String> fallen = new TreeSet<>();
    for (RetractionRegistered each : bench.read(Topics.CORPUS_RETRACTED)) {
      if (each.getReason() == RetractionReason.NEAR_DUPLICATE) {
        boolean ignored =
            each.getInForce() ? fallen.add(each.getUrl()) : fallen.remove(each.getUrl());
      }
    }
    return fallen;
  }

  private static Set<String> survivors(FlowBench bench) {
    Map<String, Set<RetractionReason>> withdrawn = new HashMap<>();
    for (RetractionRegistered each : bench.read(Topics.CORPUS_RETRACTED)) {
      Set<RetractionReason> reasons =
          withdrawn.computeIfAbsent(each.getVersion(), _ -> new HashSet<>());
      boolean ignored =
          each.getInForce() ? reasons.add(each.getReason()) : reasons.remove(each.getReason());
    }
    Set<String> survivors = new TreeSet<>();
    for (DocumentAccepted each : bench.read(Topics.CORPUS_ACCEPTED)) {
      if (withdrawn.getOrDefault(each.getVersion(), Set.of()).isEmpty()) {
        survivors.add(each.getUrl());
      }
    }
    return survivors;
  }

  private static void policy(FlowBench bench, String pattern, boolean allow) {
    bench.policies.set(bench.policies.get().with(policy(pattern, allow)));
    bench.pass(Duration.ofSeconds(1));
  }

  private static PolicySet policy(String pattern, boolean allow) {
    return PolicySet.newBuilder()
        .setEventId(pattern + allow)
        .setPattern(pattern)
        .setAllowTraining(allow)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static <T> T only(List<T> events) {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
