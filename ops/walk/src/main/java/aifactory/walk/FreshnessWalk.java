package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Pages at a steady rate into a whole factory: how long after its body arrived a page is in an
/// answer of `/v1/search`. Every twentieth page is asked for. What is claimed is claimed of a
/// factory at work: the first pages after a start are told apart, and so many follow before the
/// measured ones that the services' code is compiled (two cores are full for two minutes with that
/// alone).
final class FreshnessWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PER_SECOND = 100;
  private static final int EVERY = 20;
  private static final double BOUND_MILLIS = 1000;
  private static final Duration PAUSE = Duration.ofMillis(25);

  /// Beyond the bound a page is asked for less often: those that wait for many late pages would
  /// otherwise make them later.
  private static final Duration LONG_PAUSE = Duration.ofMillis(250);

  private static final int SENTENCES = 20;

  private final int first;
  private final int warming;
  private final int pages;

  FreshnessWalk(Scale scale) {
    this.first = scale == Scale.FULL ? 2000 : 1000;
    this.warming = scale == Scale.FULL ? 15_000 : 0;
    this.pages = scale == Scale.FULL ? 3000 : 500;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    List<String> prose = sentences(Prose.of(root.resolve("ops/launcher/target/samples"), first));
    Map<String, String> settings = Map.of("SAMPLES", "0", "TRAIN_CONTINUOUS", "0");
    try (ScratchFactory factory =
        ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null)) {
      factory.awaitReady(READY);
      try (EventProducer producer = EventProducer.open(factory.kafka(), "walk-fresh")) {
        FactoryRest service = factory.service("INFERENCE_PORT");
        List<Double> cold = send(producer, service, prose, 0, first);
        report.saw(
            "first pages after the start, p50 and p99",
            "%.0f and %.0f ms".formatted(at(cold, 0.50), at(cold, 0.99)),
            "all found",
            cold.size() == (first + EVERY - 1) / EVERY);
        List<Double> warm = send(producer, service, prose, first, warming);
        report.saw(
            "%d pages more until the code is compiled, p50 and p99".formatted(warming),
            "%.0f and %.0f ms".formatted(at(warm, 0.50), at(warm, 0.99)),
            "all found",
            warm.size() == warming / EVERY);
        List<Double> millis = send(producer, service, prose, first + warming, pages);
        report.saw(
            "pages at %d a second".formatted(PER_SECOND),
            "%d sent, %d asked for, all found".formatted(pages, millis.size()),
            "every page that was asked for",
            millis.size() == (pages + EVERY - 1) / EVERY);
        report.measured("body to search hit, p50", at(millis, 0.50), "ms", BOUND_MILLIS);
        report.measured("body to search hit, p99", at(millis, 0.99), "ms", BOUND_MILLIS);
      }
    }
  }

  /// Sends pages at the rate and returns how long each that was asked for took, sorted.
  private static List<Double> send(
      EventProducer producer, FactoryRest service, List<String> prose, int from, int pages) {
    ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      for (int page = 0; page < pages; page++) {
        long due = begun + page * 1_000_000_000L / PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
        String word = word(from + page);
        String url = "http://" + word + ".example/";
        long sent = System.nanoTime();
        var ignored =
            producer.send(Topics.CRAWL_DOCUMENTS, url, page(url, word, text(prose, from + page)));
        if (page % EVERY == 0) {
          asking.execute(() -> millis.add(found(service, word, url, sent)));
        }
      }
    }
    List<Double> sorted = new ArrayList<>(millis);
    sorted.sort(null);
    return sorted;
  }

  private static List<String> sentences(List<String> texts) {
    return texts.stream().flatMap(text -> Stream.of(text.split("(?<=[.!?]) "))).toList();
  }

  /// Sentences in an order of their own: no page is nearly another one.
  private static String text(List<String> sentences, int page) {
    Random random = new Random(page);
    return random
        .ints(SENTENCES, 0, sentences.size())
        .mapToObj(sentences::get)
        .collect(Collectors.joining(" "));
  }

  /// A word that no other page has.
  private static String word(int page) {
    StringBuilder word = new StringBuilder("quill");
    for (int rest = page + 1; rest > 0; rest /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append('o');
    }
    return word.toString();
  }

  private static DocumentFetched page(String url, String word, String prose) {
    String html =
        "<html><head><title>On the %s valve</title></head><body><p>The %s valve is described here. %s</p></body></html>"
            .formatted(word, word, prose.replace("<", " "));
    return DocumentFetched.newBuilder()
        .setUrl(url)
        .setBody(ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)))
        .setContentType("text/html; charset=utf-8")
        .setFetchedAt(Instant.now())
        .build();
  }

  private static double found(FactoryRest service, String word, String url, long sent) {
    String body =
        JsonNodeFactory.instance.objectNode().put("query", word).put("limit", 3).toString();
    while (System.nanoTime() - sent < LIMIT.toNanos()) {
      try {
        FactoryRest.Answer answer = service.post("/v1/search", body);
        if (answer.status() == 200 && answer.json().path("data").toString().contains(url)) {
          return (System.nanoTime() - sent) / 1e6;
        }
      } catch (IOException e) {
        // the next answer counts
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      boolean late = (System.nanoTime() - sent) / 1e6 > BOUND_MILLIS;
      LockSupport.parkNanos((late ? LONG_PAUSE : PAUSE).toNanos());
    }
    throw new IllegalStateException(url + " was not found within " + LIMIT);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
