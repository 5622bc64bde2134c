package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.wire.EventProducer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Pages of a foreign producer, spread over domains: real sentences in an order of their own, with
/// a word for the domain and one for the page, so that a search finds exactly them.
final class RetractionPages {
  static final String PARENT = "flip.example";
  private static final int SENTENCES = 24;
  private static final int TEXTS = 300;
  private static final int LETTERS = 26;

  private final List<String> sentences = new ArrayList<>();
  private final EventProducer producer;
  private final int domains;

  /// @param archives directory of documentation jars
  RetractionPages(Path archives, int domains, EventProducer producer) throws IOException {
    this.producer = producer;
    this.domains = domains;
    for (String text : Prose.of(archives, TEXTS)) {
      sentences.addAll(List.of(text.split("(?<=[.!?]) ")));
    }
  }

  static String domain(int number) {
    return "d" + number + "." + PARENT;
  }

  /// In every page of a domain.
  static String domainWord(int number) {
    return "quillo" + letters(number) + "x";
  }

  /// In one page only.
  static String pageWord(int page) {
    return "vorbli" + letters(page) + "x";
  }

  String url(int page) {
    return "https://" + domain(page % domains) + "/page-" + page + ".html";
  }

  /// The host of a page.
  int domainOf(int page) {
    return page % domains;
  }

  /// Sends pages; returns when the broker has them.
  void send(int from, int to) {
    for (int page = from; page < to - 1; page++) {
      var ignored = producer.send(Topics.CRAWL_DOCUMENTS, url(page), fetched(page, 0));
    }
    if (to > from) {
      producer.sendAndWait(Topics.CRAWL_DOCUMENTS, url(to - 1), fetched(to - 1, 0));
    }
  }

  /// Sends a page with another text.
  void change(int page, int edition) {
    producer.sendAndWait(Topics.CRAWL_DOCUMENTS, url(page), fetched(page, edition));
  }

  private DocumentFetched fetched(int page, int edition) {
    return DocumentFetched.newBuilder()
        .setUrl(url(page))
        .setBody(ByteBuffer.wrap(html(page, edition).getBytes(StandardCharsets.UTF_8)))
        .setContentType("text/html; charset=utf-8")
        .setFetchedAt(Instant.now())
        .build();
  }

  private String html(int page, int edition) {
    Random random = new Random(31L * page + edition);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
    }
    return "<!doctype html><html lang=en><title>Page %d</title><main><h1>The %s of %s</h1><p>%s</p></main></html>"
        .formatted(page, pageWord(page), domainWord(page % domains), text);
  }

  private static String letters(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number + LETTERS; rest > 0; rest /= LETTERS) {
      word.append((char) ('a' + rest % LETTERS));
    }
    return word.toString();
  }
}
