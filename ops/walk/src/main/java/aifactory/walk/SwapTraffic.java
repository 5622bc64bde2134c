package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that ask one question without pause; every answer must be what the bundle that it names
/// says. Latencies are kept, in milliseconds.
final class SwapTraffic implements AutoCloseable {
  private static final String CHAT = "/v1/chat/completions";
  private static final String QUESTION =
      "{\"model\":\"production\",\"rag\":false,\"extractive\":false,\"temperature\":0,"
          + "\"max_tokens\":12,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final FactoryRest service;
  private final Map<String, String> texts;
  private final ExecutorService clients;
  private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();
  private volatile boolean asking = true;

  /// @param texts what each bundle says, by its id
  SwapTraffic(FactoryRest service, Map<String, String> texts, int clients) {
    this.service = service;
    this.texts = texts;
    this.clients = Executors.newFixedThreadPool(clients);
    for (int client = 0; client < clients; client++) {
      this.clients.execute(this::ask);
    }
  }

  /// The text and the bundle of one answer.
  record Said(String bundle, String text) {}

  static Said said(FactoryRest service) throws Exception {
    FactoryRest.Answer answer = service.post(CHAT, QUESTION);
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
    JsonNode json = answer.json();
    String text = json.path("choices").path(0).path("message").path("content").asText();
    return new Said(json.path("system_fingerprint").asText(), text);
  }

  private void ask() {
    while (asking) {
      long begun = System.nanoTime();
      try {
        Said said = said(service);
        millis.add((System.nanoTime() - begun) / 1e6);
        answers.incrementAndGet();
        if (!said.text().equals(texts.getOrDefault(said.bundle(), "no such bundle"))) {
          wrong.add(said.toString());
        }
      } catch (Exception e) {
        wrong.add(e.toString());
      }
    }
  }

  long answers() {
    return answers.get();
  }

  /// Answers that were none, or not what the bundle they name says.
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /// The latency that 99 of 100 answers since the last call stayed under; NaN = there were none.
  double p99() {
    List<Double> sorted = new ArrayList<>();
    for (Double each = millis.poll(); each != null; each = millis.poll()) {
      sorted.add(each);
    }
    sorted.sort(null);
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (0.99 * (sorted.size() - 1)));
  }

  @Override
  public void close() {
    asking = false;
    clients.close(); // waits for the answers that are under way: each has a time limit
  }
}
