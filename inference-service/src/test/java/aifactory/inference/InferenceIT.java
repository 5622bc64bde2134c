package aifactory.inference;

import static aifactory.inference.RunningService.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.GenerationServed;
import aifactory.event.PolicySet;
import aifactory.testbed.Testbed;
import aifactory.wire.EventTail;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// One life of the service on a real broker, in the order in which things happen to it. It begins
/// with nothing published: of the tests that share the running service, which go by name, it is the
/// first.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InferenceIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final String CHAT_BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}";
  private static final String GENERATE =
      "{\"prompt\":\"A page\",\"rag\":false,\"extractive\":false,\"temperature\":0,\"max_tokens\":20%s}";

  private RunningService service;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    RunningService.await(() -> service.got("/api/inference").path("ready").asBoolean());
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  @Order(1)
  void withoutModelAndTextItSaysSo() {
    assertError(service.post("/v1/completions", "{\"prompt\":\"x\"}"), 503, "model_not_loaded");
    JsonNode answer = service.posted(CHAT, CHAT_BODY.formatted("What is a partition?", ""));
    assertThat(text(answer)).contains("Nothing in the corpus");
    assertThat(answer.path("extractive").asBoolean()).isFalse();
    assertThat(served()).containsExactly("word-vectors"); // the embedding model
  }

  @Test
  @Order(2)
  void acceptedTextIsFoundAtOnce() {
    service.accept("http://warm.example.org/", "en", "Warm", "The first record meets cold code.");
    RunningService.await(() -> !service.hits("cold").isEmpty());
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long begun = System.nanoTime();
      service.accept("http://a.example.org/" + i, "en", "Page", "Zebra%d lives here.".formatted(i));
      String wanted = "zebra" + i;
      RunningService.await(() -> !service.hits(wanted).isEmpty());
      millis.add((System.nanoTime() - begun) / 1_000_000);
    }
    System.getLogger("freshness").log(System.Logger.Level.INFO, "accepted to found, ms: " + millis);
  }

  @Test
  @Order(3)
  void answersAreQuotedInTheQuestionsLanguageWithCitations() {
    DocumentAccepted english =
        service.accept(
            "http://docs.example.org/topics",
            "en",
            "Topics and partitions",
            "This page is about logs. A partition is an ordered log of records that one broker"
                + " leads. Cats are not mentioned.");
    DocumentAccepted japanese =
        service.accept(
            "http://ja.example.org/retraction",
            "ja",
            "撤回のしくみ",
            "この章は規則の話です。撤回とは、文書を学習と回答から外すことです。効果は五秒以内に現れます。");
    RunningService.await(() -> !service.hits("撤回").isEmpty());
    JsonNode answer = service.posted(CHAT, CHAT_BODY.formatted("What is a partition?", ""));
    assertThat(text(answer))
        .startsWith("Quoted from “Topics and partitions”:")
        .contains("A partition is an ordered log of records");
    assertCited(answer, english);
    JsonNode second = service.posted(CHAT, CHAT_BODY.formatted("撤回とは何ですか", ""));
    assertThat(text(second)).startsWith("「撤回のしくみ」からの引用です").contains("撤回とは、文書を学習と回答から外すことです。");
    assertCited(second, japanese);
    JsonNode third = service.posted("/api/generate", "{\"prompt\":\"撤回とは\"}");
    assertThat(third.path("status").asText()).isEqualTo("success");
    assertThat(third.path("extractive").asBoolean()).isTrue();
    JsonNode unknown =
        service.posted(CHAT, CHAT_BODY.formatted("What is the capital of Mongolia?", ""));
    assertThat(text(unknown)).contains("Nothing in the corpus");
    assertThat(unknown.path("citations")).isEmpty();
  }

  @Test
  @Order(4)
  void aPublishedBundleServesUnderItsNames() {
    String id = TinyBundle.publish(RunningService.modelStore());
    service.serve("latest", id); // loads the native libraries
    String other = TinyBundle.publish(RunningService.modelStore(), "other");
    service.serve("latest", other);
    assertThat(served()).containsExactly("factory", "latest", other, "word-vectors");
    JsonNode answer = service.posted("/api/generate", GENERATE.formatted(""));
    assertThat(answer.path("bundle").asText()).isEqualTo(other);
    assertThat(answer.path("text").asText()).isNotEmpty();
    JsonNode again = service.posted("/api/generate", GENERATE.formatted(",\"model\":\"latest\""));
    assertThat(again.path("text")).isEqualTo(answer.path("text"));
  }

  @Test
  @Order(5)
  void aSeedGivesTheSameTextAndAStreamTheSameAsTheWhole() {
    String options =
        ",\"extractive\":false,\"rag\":false,\"seed\":5,\"temperature\":1.2,\"max_tokens\":12";
    String body = CHAT_BODY.formatted("工場 page", options);
    JsonNode whole = service.posted(CHAT, body);
    assertThat(text(service.posted(CHAT, body))).isEqualTo(text(whole));
    assertThat(whole.path("system_fingerprint").asText()).hasSize(64);
    assertThat(whole.path("usage").path("completion_tokens").asInt()).isBetween(1, 12);
    HttpResponse<String> stream =
        service.post(
            CHAT,
            CHAT_BODY.formatted(
                "工場 page",
                options + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
    assertThat(stream.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    List<String> lines = stream.body().lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).startsWith("data: "));
    assertThat(lines.getLast()).isEqualTo("data: [DONE]");
    StringBuilder joined = new StringBuilder();
    JsonNode last = MissingNode.getInstance();
    for (String line : lines.subList(0, lines.size() - 1)) {
      last = RunningService.json(line.substring("data: ".length()));
      joined.append(last.path("choices").path(0).path("delta").path("content").asText(""));
    }
    assertThat(joined.toString()).isEqualTo(text(whole));
    assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
  }

  @Test
  @Order(6)
  void aForbiddenDomainIsGoneAndComesBack() {
    assertThat(service.hits("partition")).isNotEmpty();
    long begun = System.nanoTime();
    policy("example.org", false);
    RunningService.await(() -> service.hits("partition").isEmpty());
    long millis = (System.nanoTime() - begun) / 1_000_000;
    System.getLogger("policy").log(System.Logger.Level.INFO, "forbidden to gone, ms: " + millis);
    RunningService.await(
        () -> service.got("/api/inference").path("index").path("passages").asInt() == 0);
    JsonNode answer =
        service.posted(CHAT, CHAT_BODY.formatted("What is a partition?", ",\"extractive\":true"));
    assertThat(text(answer)).contains("Nothing in the corpus");
    policy("example.org", true);
    RunningService.await(() -> !service.hits("partition").isEmpty());
  }

  @Test
  @Order(7)
  void garbageGoesToTheDeadLettersAndIndexingGoesOn() {
    byte[] garbage = "\u0000not an event".getBytes(StandardCharsets.UTF_8);
    List<String> topics =
        List.of("corpus.accepted", "corpus.retracted", "policy.sources", "model.aliases");
    Properties properties = Testbed.attach().kafka().producer("garbage");
    try (KafkaProducer<byte[], byte[]> raw =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      // compacted topics take no record without a key
      topics.forEach(topic -> raw.send(new ProducerRecord<>(topic, 0, garbage, garbage)));
    }
    service.accept("http://later.example.org/", "en", "Later", "Okapis come after the garbage.");
    RunningService.await(() -> !service.hits("okapis").isEmpty());
    for (String topic : topics) {
      assertThat(firstDead(topic)).as(topic).isEqualTo(garbage);
    }
    RunningService.await(
        () -> service.got("/api/inference").path("counters").path("deadLetters").asInt() == 4);
  }

  @Test
  @Order(8)
  void everyAnswerWasTold() {
    ConcurrentLinkedQueue<GenerationServed> told = new ConcurrentLinkedQueue<>();
    int answers = service.got("/api/inference").path("counters").path("requests").asInt();
    try (EventTail tail =
        EventTail.named("told", Testbed.attach().kafka())
            .on(Topics.GENERATION_SERVED, EventTail.From.START, r -> told.add(r.event()))
            .start()) {
      RunningService.await(() -> told.size() == answers);
    }
    assertThat(told)
        .anySatisfy(event -> {
          assertThat(event.getExtractive()).isTrue();
          assertThat(event.getCited()).isNotEmpty();
        });
    assertThat(told)
        .anySatisfy(event -> {
          assertThat(event.getBundleId()).hasSize(64);
          assertThat(event.getCompletionTokens()).isPositive();
        });
  }

  private static byte[] firstDead(String topic) {
    Properties properties = Testbed.attach().kafka().consumer("dead-reader");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      TopicPartition dead = new TopicPartition(topic + ".dead", 0);
      consumer.assign(List.of(dead));
      consumer.seekToBeginning(List.of(dead));
      for (int tries = 0; tries < 50; tries++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          return record.value();
        }
      }
      throw new AssertionError("no dead letter on " + dead);
    }
  }

  private List<String> served() {
    List<String> names = new ArrayList<>();
    service.got("/v1/models").path("data").forEach(model -> names.add(model.path("id").asText()));
    return names;
  }

  private void policy(String pattern, boolean allow) {
    service.producer.sendAndWait(
        Topics.POLICY_SOURCES,
        pattern,
        PolicySet.newBuilder()
            .setEventId("order")
            .setPattern(pattern)
            .setAllowTraining(allow)
            .setSetAt(Instant.now())
            .build());
  }

  private static String text(JsonNode completion) {
    return completion.path("choices").path(0).path("message").path("content").asText();
  }

  private static void assertCited(JsonNode answer, DocumentAccepted document) {
    assertThat(answer.path("extractive").asBoolean()).isTrue();
    assertThat(answer.path("choices").path(0).path("finish_reason").asText()).isEqualTo("stop");
    JsonNode citation = answer.path("citations").path(0);
    assertThat(citation.path("url").asText()).isEqualTo(document.getUrl());
    assertThat(citation.path("title").asText()).isEqualTo(document.getTitle());
    assertThat(citation.path("version").asText()).isEqualTo(document.getVersion());
    assertThat(citation.path("passage").asText()).isNotEmpty();
  }
}
