package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.wire.EventProducer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Pages for the corpus alone, by number and always the same: real sentences in an order of their
/// own, on fifty domains. Every twentieth is nearly the page seven before it, every thirtieth is
/// too short.
public final class FlowPages {
  /// One page of so many is nearly an older one.
  public static final int NEARLY_EVERY = 20;

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int TEXTS = 300;
  private static final int SENTENCES = 14;
  private static final int DOMAINS = 50;
  private static final int NEARLY = 7;
  private static final int SHORT_EVERY = 30;

  private final List<String> sentences = new ArrayList<>();

  /// @param root of the source tree, for its documentation jars
  public FlowPages(Path root) throws IOException {
    for (String text : Prose.of(root.resolve("ops/launcher/target/samples"), TEXTS)) {
      sentences.addAll(List.of(text.split("(?<=[.!?]) ")));
    }
  }

  static String domain(int number) {
    return "d" + number + ".flow.example";
  }

  /// Sends pages with a fixed time of fetching; returns when the broker has them.
  public void send(EventProducer producer, int from, int to) {
    for (int page = from; page < to; page++) {
      send(producer, page, page, FIRST.plusSeconds(page), page == to - 1);
    }
  }

  /// Sends the texts of pages again, under other addresses.
  void sendAgain(EventProducer producer, int from, int to, int moved) {
    for (int page = from; page < to; page++) {
      send(producer, page + moved, page, FIRST.plusSeconds(page + moved), page == to - 1);
    }
  }

  /// Sends pages fetched just now, so many a second; returns when the last one is due.
  public void pace(EventProducer producer, int from, int to, int perSecond) {
    long begun = System.nanoTime();
    for (int page = from; page < to; page++) {
      long due = begun + (page - from) * Duration.ofSeconds(1).toNanos() / perSecond;
      LockSupport.parkNanos(due - System.nanoTime());
      send(producer, page, page, Instant.now(), page == to - 1);
    }
  }

  private void send(EventProducer producer, int page, int text, Instant at, boolean wait) {
    String url = "https://" + domain(page % DOMAINS) + "/page-" + page + ".html";
    DocumentFetched fetched =
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.wrap(html(text).getBytes(StandardCharsets.UTF_8)))
            .setContentType("text/html; charset=utf-8")
            .setFetchedAt(at)
            .build();
    if (wait) {
      producer.sendAndWait(Topics.CRAWL_DOCUMENTS, url, fetched);
    } else {
      var ignored = producer.send(Topics.CRAWL_DOCUMENTS, url, fetched);
    }
  }

  private String html(int page) {
    boolean nearly = page % NEARLY_EVERY == NEARLY_EVERY - 1;
    Random random = new Random(31L * (nearly ? page - NEARLY : page));
    StringBuilder text = new StringBuilder();
    for (int i = page % SHORT_EVERY == 1 ? SENTENCES : 0; i < SENTENCES; i++) {
      text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
    }
    return "<!doctype html><html lang=en><main><p>%s</p><p>%s</p></main></html>"
        .formatted(text, nearly ? "Nearly the same." : "");
  }
}
