package aifactory.preprocess.topology;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.Prose;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.sealing.DatasetLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two independent runs over the same input seal the same content, whatever the order in which
/// pages came.
final class SealedContentTest {
  private static final int PAGES = 30;

  @TempDir Path state;

  /// A page as it was fetched at a second.
  private record Fetched(String url, String text, int second) {}

  @Test
  void twoRunsOverTheSamePagesInAnotherOrderSealTheSameContent() {
    DatasetSealed one = sealed(0);

    DatasetSealed other = sealed(1);

    assertThat(other.getContentHash()).isEqualTo(one.getContentHash());
    assertThat(other.getDocuments()).isEqualTo(one.getDocuments());
    assertThat(other.getByDomain()).isEqualTo(one.getByDomain());
    assertThat(other.getUtf8Bytes()).isEqualTo(one.getUtf8Bytes());
    assertThat(one.getDocuments()).isBetween(10L, (long) PAGES);
    assertThat(one.getWithdrawn()).containsKey("NEAR_DUPLICATE");
    assertThat(one.getByDomain()).doesNotContainKey("site4.example").hasSize(6);
  }

  private DatasetSealed sealed(int order) {
    DatasetLedger ledger = new DatasetLedger();
    try (FlowBench bench = new FlowBench(state.resolve("run" + order), MinHash.STANDARD)) {
      List<Fetched> pages = input();
      Collections.shuffle(pages, new Random(order));
      for (int i = 0; i < pages.size(); i++) {
        if (i == 10 * (order + 1)) { // also the policy comes at another moment
          bench.policies.set(bench.policies.get().with(forbidden()));
          bench.pass(Duration.ofSeconds(1));
        }
        fetch(bench, pages.get(i));
      }
      bench.pass(Duration.ofSeconds(1));
      seal(bench, ledger);
    }
    return sealed(ledger);
  }

  private static DatasetSealed sealed(DatasetLedger ledger) {
    return ledger.state().sealed(1, null, "configuration", Map.of(), "command", FlowBench.NOON);
  }

  private static void fetch(FlowBench bench, Fetched page) {
    bench.fetch(
        page.url(),
        Prose.page("Page", page.text()),
        Map.of(),
        FlowBench.NOON.plusSeconds(page.second()));
  }

  private static void seal(FlowBench bench, DatasetLedger ledger) {
    ledger.order(forbidden());
    long offset = 0;
    for (DocumentAccepted each : bench.read(Topics.CORPUS_ACCEPTED)) {
      ledger.accept(each, 0, offset++);
    }
    offset = 0;
    for (RetractionRegistered each : bench.read(Topics.CORPUS_RETRACTED)) {
      ledger.register(each, 0, offset++);
    }
  }

  /// No text of the forbidden domain has an exact copy elsewhere: a copy that was refused while its
  /// elder stood waits for the next fetch or `rejudge`.
  ///
  /// Pages of their own, near-duplicates, exact copies at other addresses, pages that changed, and
  /// some that no filter lets pass.
  private static List<Fetched> input() {
    List<Fetched> pages = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      String text =
          switch (i % 5) {
            case 0 -> Prose.english(1500, 900 * i);
            case 1 -> Prose.english(1500, 900 * (i - 1)) + " And one sentence more.";
            case 2 -> Prose.english(1500, 900 * i);
            case 3 -> Prose.english(1500, 900 * (i - 1));
            default -> Prose.english(1500, 900 * i);
          };
      pages.add(new Fetched(url(i), text, i));
      if (i % 5 == 4) {
        pages.add(new Fetched(url(i), Prose.english(1200, 90_000 + 900 * i), PAGES + i));
      }
    }
    pages.add(new Fetched("https://site0.example/short", "Too short.", 1));
    return pages;
  }

  private static String url(int i) {
    return "https://site%d.example/%d".formatted(i % 7, i);
  }

  private static PolicySet forbidden() {
    return PolicySet.newBuilder()
        .setEventId("order")
        .setPattern("site4.example")
        .setAllowTraining(false)
        .setSetAt(Instant.EPOCH)
        .build();
  }
}
