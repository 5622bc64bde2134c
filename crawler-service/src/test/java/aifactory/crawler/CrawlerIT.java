package aifactory.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.CommandAcknowledged;
import aifactory.event.DocumentFetched;
import aifactory.event.FetchEnded;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import aifactory.event.NodeState;
import aifactory.event.SourceDeclared;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrawlerIT {
  /// Longest wait for anything; a healthy crawler on an idle machine needs seconds.
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration REPEAT = Duration.ofSeconds(5);

  /// Nothing times out because the machine is busy.
  private static final Map<String, String> PATIENT =
      Map.of(
          "CRAWLER_CONNECT_TIMEOUT_SEC", "120",
          "CRAWLER_READ_TIMEOUT_SEC", "300",
          "CRAWLER_FETCH_TIMEOUT_SEC", "600",
          "CRAWLER_ATTEMPT_LEASE_SEC", "900");

  private static final List<Topic<?>> GARBAGE_IN =
      List.of(
          Topics.CRAWL_DISCOVERED, Topics.CRAWL_OUTCOMES, Topics.CRAWL_DUE, Topics.CRAWL_SOURCES);

  @TempDir Path home;
  private final List<DocumentFetched> documents = new CopyOnWriteArrayList<>();
  private final List<FetchEnded> outcomes = new CopyOnWriteArrayList<>();
  private final List<CommandAcknowledged> acknowledged = new CopyOnWriteArrayList<>();
  private final List<NodeState> states = new CopyOnWriteArrayList<>();
  private KafkaSettings kafka;
  private EventProducer producer;
  private EventTail tail;

  @BeforeEach
  void open() {
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    kafka = testbed.kafka();
    producer = EventProducer.open(kafka, "test");
    tail =
        EventTail.named("test-tail", kafka)
            .on(Topics.CRAWL_DOCUMENTS, EventTail.From.START, one -> documents.add(one.event()))
            .on(Topics.CRAWL_OUTCOMES, EventTail.From.START, one -> outcomes.add(one.event()))
            .on(
                Topics.NODE_ACKNOWLEDGED,
                EventTail.From.START,
                one -> acknowledged.add(one.event()))
            .on(
                Topics.NODE_HEARTBEATS,
                EventTail.From.END,
                one -> states.add(one.event().getState()))
            .start();
  }

  @AfterEach
  void close() {
    tail.close();
    producer.close();
  }

  /// The site answers a third of its pages before the kill and the rest after it, so the kill is in
  /// the middle however fast or slow the machine is. How many of that third were taken is open: an
  /// answer whose request was broken off is asked for again, and waits behind those that are held.
  @Test
  void aKillInTheMiddleOfACrawlChangesNothingInTheSetOfPagesTaken() throws Exception {
    int pages = 600;
    int beforeTheKill = pages / 3;
    try (GeneratedSite site = new GeneratedSite("site.localhost", pages, beforeTheKill)) {
      declare("site", site.root() + "/", true);
      try (CrawlerProcess first = CrawlerProcess.start(kafka, home, PATIENT)) {
        await("the crawl is under way", () -> documents.size() >= beforeTheKill / 2);
        await("requests are open", site::isHolding);
        first.kill();
      }
      assertThat(urls()).hasSizeLessThanOrEqualTo(beforeTheKill);
      site.release();
      try (CrawlerProcess second = CrawlerProcess.start(kafka, home, PATIENT)) {
        await("all pages are taken", () -> urls().size() >= pages);
        // pages, five secrets, gone, moved, film; what leads out of scope is not in the frontier
        await("every URL has had its turn", () -> isAtRest(second, pages + 8));

        assertThat(urls()).isEqualTo(site.expected());
        assertThat(second.frontier("hosts")).isEqualTo(1);
        assertThat(second.terminate()).isLessThan(Duration.ofSeconds(60));
      }
      assertEachPageHasOneAttempt();
      assertThat(site.hits.keySet()).noneMatch(path -> path.startsWith("/private"));
      assertThat(site.mostOpen.get()).isLessThanOrEqualTo(8);
      assertThat(outcomeNames())
          .contains("FETCHED", "GONE", "REDIRECTED", "ROBOTS_DENIED", "UNSUPPORTED_CONTENT_TYPE");
    }
  }

  /// All URLs were seen and none is out or due: what waits, waits for tomorrow.
  private boolean isAtRest(CrawlerProcess crawler, int urls) {
    Set<String> reported = outcomes.stream().map(FetchEnded::getUrl).collect(Collectors.toSet());
    return reported.size() == urls
        && crawler.frontier("inFlight") == 0
        && crawler.frontier("seen") == urls
        && crawler.frontier("queued") + crawler.frontier("ended") == urls;
  }

  @Test
  void garbageIsKeptCommandsAreObeyedAndLocalSitesNeedAnAllowance() throws Exception {
    Map<String, String> paused = new HashMap<>(PATIENT);
    paused.put("CRAWLER_START", "0");
    try (GeneratedSite site = new GeneratedSite("garbage.localhost", 40, 20);
        CrawlerProcess crawler = CrawlerProcess.start(kafka, home, paused)) {
      for (Topic<?> topic : GARBAGE_IN) {
        garbage(topic);
      }
      await("ready", () -> crawler.get("/q/health/ready").toString().contains("\"status\":\"UP\""));
      declare("site", site.root() + "/", false);
      command(NodeAction.START);
      await("refused", () -> outcomeNames().contains("ADDRESS_FORBIDDEN"));
      assertThat(documents).isEmpty();

      declare("site", site.root() + "/", true); // the refused seed is named again, now allowed
      await("a page is held back", site::isHolding);
      command(NodeAction.DRAIN);
      assertThat(acknowledged.getLast().getState()).isEqualTo("DRAINING");
      site.release();
      await("what was in hand has ended", () -> states.getLast() == NodeState.PAUSED);
      assertThat(site.open).hasValue(0);
      command(NodeAction.START);
      await("pages are taken", () -> urls().equals(site.expected()));
      command(NodeAction.STOP);
      await("it has stopped", () -> !isFetching(crawler));
      for (Topic<?> topic : GARBAGE_IN) {
        await(topic.name() + " kept its garbage", () -> dead(topic).contains("garbage"));
      }
    }
  }

  private static boolean isFetching(CrawlerProcess crawler) {
    return crawler.get("/api/frontier").map(body -> body.path("fetching").asBoolean()).orElse(true);
  }

  private void declare(String id, String address, boolean local) {
    producer.sendAndWait(
        Topics.CRAWL_SOURCES,
        id,
        SourceDeclared.newBuilder()
            .setSourceId(id)
            .setKind("web")
            .setAddress(address)
            .setLocalAllowed(local)
            .setDeclaredAt(Instant.now())
            .build());
  }

  /// Says it again until it is acknowledged: a node that has just started may not listen yet.
  private void command(NodeAction action) {
    AtomicReference<Instant> said = new AtomicReference<>(Instant.EPOCH);
    await(
        action + " is acknowledged",
        () -> {
          if (said.get().plus(REPEAT).isBefore(Instant.now())) {
            said.set(Instant.now());
            say(action);
          }
          return acknowledged.stream().anyMatch(one -> one.getCommandId().equals(action.name()));
        });
  }

  private void say(NodeAction action) {
    producer.sendAndWait(
        Topics.NODE_COMMANDS,
        "crawler",
        NodeCommanded.newBuilder()
            .setCommandId(action.name())
            .setTarget("crawler")
            .setAction(action)
            .setActor("test")
            .setCommandedAt(Instant.now())
            .build());
  }

  private void garbage(Topic<?> topic) {
    Properties properties = kafka.producer("garbage");
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    byte[] bytes = "garbage".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(properties)) {
      raw.send(new ProducerRecord<>(topic.name(), bytes, bytes));
      raw.flush();
    }
  }

  private List<String> dead(Topic<?> topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer("dead"))) {
      TopicPartition partition = new TopicPartition(topic.deadLetterName(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new CopyOnWriteArrayList<>();
      consumer
          .poll(Duration.ofSeconds(1))
          .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
      return values;
    }
  }

  private Set<String> urls() {
    return documents.stream()
        .map(DocumentFetched::getUrl)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /// What a wait that failed is told with; the crawler's own log goes with its home.
  private String soFar() {
    Map<String, Long> ended =
        outcomes.stream()
            .collect(Collectors.groupingBy(FetchEnded::getOutcome, Collectors.counting()));
    String log;
    try (Stream<String> lines = Files.lines(home.resolve("crawler.txt"))) {
      log =
          lines
              .filter(line -> line.contains("WARN") || line.contains("ERROR"))
              .limit(20)
              .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      log = e.toString();
    }
    return "%d documents of %d pages, outcomes %s, log:\n%s"
        .formatted(documents.size(), urls().size(), ended, log);
  }

  private Set<String> outcomeNames() {
    return outcomes.stream().map(FetchEnded::getOutcome).collect(Collectors.toSet());
  }

  /// The seed is named again by a restarted crawler only when its visit was not noted; all else has
  /// one attempt, however often that was repeated.
  private void assertEachPageHasOneAttempt() {
    Map<String, Set<String>> attempts =
        documents.stream()
            .collect(
                Collectors.groupingBy(
                    DocumentFetched::getUrl,
                    Collectors.mapping(DocumentFetched::getAttemptId, Collectors.toSet())));
    assertThat(attempts.values()).allMatch(ids -> ids.size() == 1);
  }

  private void await(String what, BooleanSupplier condition) {
    Instant limit = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(() -> what + "; so far " + soFar()).isBefore(limit);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
