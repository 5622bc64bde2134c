package aifactory.preprocess.node;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.DocumentId;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.Prose;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.topology.StreamsSettings;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same documents through a real broker, cut into parts and ordered in different ways: those
/// that fall are always those that the rule names, computed here pair by pair.
@Timeout(180)
final class NearDuplicatesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int DOCUMENTS = 48;
  private static final int GROUPS = 12;

  private final KafkaSettings kafka = Testbed.attach().kafka();

  @TempDir Path home;

  @ParameterizedTest(name = "{0} partitions, {1} nodes")
  @CsvSource({"1, 1", "2, 1", "4, 2"})
  void thoseThatFallAreTheSameForAnyPartitionsNodesAndOrder(int partitions, int nodes) {
    forgetGroup(); // of the test before, whichever that was
    Testbed.attach().freshTopics();
    List<Kitchen> kitchens = new ArrayList<>();
    try (CorpusReader corpus = new CorpusReader(kafka);
        EventProducer producer = EventProducer.open(kafka, "it")) {
      for (int node = 0; node < nodes; node++) {
        kitchens.add(open(partitions, node));
      }
      publish(producer, new Random(partitions));
      CorpusReader.await("all accepted", PATIENCE, () -> corpus.accepted.size() == DOCUMENTS);
      awaitFallen(corpus, "");

      producer.sendAndWait(Topics.POLICY_SOURCES, "site1.example", policy(false));
      awaitFallen(corpus, "site1.example");
      producer.sendAndWait(Topics.POLICY_SOURCES, "site1.example", policy(true));
      awaitFallen(corpus, "");
    } finally {
      kitchens.forEach(Kitchen::close);
      forgetGroup();
    }
  }

  /// The next run begins with topics of its own: no member of this one may be remembered then. A
  /// fixed node is, until its session has timed out.
  private void forgetGroup() {
    try (Admin admin = Admin.create(kafka.producer("near-it-admin"))) {
      CorpusReader.await("the group has ended", PATIENCE, () -> isForgotten(admin));
    }
  }

  private static boolean isForgotten(Admin admin) {
    try {
      admin.deleteConsumerGroups(List.of(StreamsSettings.APPLICATION)).all().get();
      return true;
    } catch (ExecutionException e) {
      return e.getCause() instanceof GroupIdNotFoundException; // else somebody is still in it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What the rule looks at.
  private record Page(String url, String documentId, Instant fetchedAt, String text) {
    static Page of(DocumentAccepted event) {
      return new Page(event.getUrl(), event.getDocumentId(), event.getFetchedAt(), event.getText());
    }

    static Page number(int i) {
      return new Page(
          NearDuplicatesIT.url(i),
          DocumentId.of(NearDuplicatesIT.url(i)),
          NOON.plusSeconds(i),
          "Page\n\n" + NearDuplicatesIT.text(i));
    }
  }

  /// The premises of the test above: many fall, many stay, and a policy brings some back.
  @Test
  void theRuleNamesSomeAndAWithdrawnEldersDuplicatesComeBack() {
    List<Page> pages = IntStream.range(0, DOCUMENTS).mapToObj(Page::number).toList();

    Set<String> fallen = expected(pages, "");
    Set<String> withoutOne = expected(pages, "site1.example");

    assertThat(fallen).hasSizeBetween(DOCUMENTS / 4, DOCUMENTS - GROUPS);
    assertThat(fallen).containsAll(withoutOne).hasSizeGreaterThan(withoutOne.size());
  }

  private static void awaitFallen(CorpusReader corpus, String forbidden) {
    Set<String> expected = expected(corpus.accepted.stream().map(Page::of).toList(), forbidden);
    CorpusReader.await(
        "exactly these fall: " + expected, PATIENCE, () -> fallen(corpus).equals(expected));
  }

  /// Design: a document falls if any older eligible document of another page is similar, whether or
  /// not that one fell.
  private static Set<String> expected(List<Page> pages, String forbidden) {
    Comparator<Page> age = Comparator.comparing(Page::fetchedAt).thenComparing(Page::documentId);
    List<Page> byAge = pages.stream().sorted(age).toList();
    List<long[]> bands = byAge.stream().map(page -> MinHash.STANDARD.bandsOf(page.text())).toList();
    Set<String> fallen = new TreeSet<>();
    for (int i = 0; i < byAge.size(); i++) {
      for (int elder = 0; elder < i; elder++) {
        boolean eligible = !byAge.get(elder).url().startsWith("https://" + forbidden + "/");
        if (eligible && MinHash.meet(bands.get(elder), bands.get(i))) {
          fallen.add(byAge.get(i).url());
        }
      }
    }
    return fallen;
  }

  private static Set<String> fallen(CorpusReader corpus) {
    Set<String> fallen = new TreeSet<>();
    for (RetractionRegistered each : corpus.retracted) {
      if (each.getReason() == RetractionReason.NEAR_DUPLICATE) {
        boolean ignored =
            each.getInForce() ? fallen.add(each.getUrl()) : fallen.remove(each.getUrl());
      }
    }
    return fallen;
  }

  private Kitchen open(int partitions, int node) {
    StreamsSettings.Knobs knobs =
        new StreamsSettings.Knobs(
            "near-it-" + partitions + "-" + node,
            home.resolve("state-" + partitions + "-" + node),
            1,
            50,
            (short) 1,
            partitions);
    return new Kitchen(
        new Kitchen.Recipe(kafka, knobs, JudgingSettings.DEFAULTS, MinHash.STANDARD, null),
        new FlowCounters(),
        InstantSource.system());
  }

  private static void publish(EventProducer producer, Random order) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, DOCUMENTS).boxed().toList());
    Collections.shuffle(numbers, order);
    for (int i : numbers) {
      var ignored = producer.send(Topics.CRAWL_DOCUMENTS, url(i), document(i));
    }
    producer.flush();
  }

  private static DocumentFetched document(int i) {
    return DocumentFetched.newBuilder()
        .setUrl(url(i))
        .setBody(ByteBuffer.wrap(Prose.page("Page", text(i)).getBytes(StandardCharsets.UTF_8)))
        .setContentType("text/html; charset=utf-8")
        .setFetchedAt(NOON.plusSeconds(i))
        .build();
  }

  private static String url(int i) {
    return "https://site%d.example/%d".formatted(i % 5, i);
  }

  /// Groups of texts that share most of their sentences, each group less than the one before it.
  private static String text(int i) {
    int group = i % GROUPS;
    return Prose.english(2400, group * 700)
        + " "
        + Prose.english(20 + 60 * group, 100_000 + 50 * i);
  }

  private static PolicySet policy(boolean allow) {
    return PolicySet.newBuilder()
        .setEventId("order-" + allow)
        .setPattern("site1.example")
        .setAllowTraining(allow)
        .setSetAt(Instant.now())
        .build();
  }
}
