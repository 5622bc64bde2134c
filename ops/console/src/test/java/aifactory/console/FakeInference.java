package aifactory.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Streams a slow answer as inference would, and notes whether the client stayed.
final class FakeInference {
  static final AtomicBoolean CUT_OFF = new AtomicBoolean();
  static final AtomicReference<String> ASKED_WITH = new AtomicReference<>("");

  /// The origin that the last question named; empty = none.
  static final AtomicReference<String> ORIGIN = new AtomicReference<>("");

  /// Bodies of what was asked, in their order.
  static final List<String> QUESTIONS = new CopyOnWriteArrayList<>();

  /// What a webhook was told.
  static final List<String> NOTICES = new CopyOnWriteArrayList<>();

  /// What every answer waits for after its first word; null = nothing.
  static final AtomicReference<@Nullable CountDownLatch> HELD = new AtomicReference<>();

  private static final Duration BETWEEN = Duration.ofMillis(120);

  private FakeInference() {}

  static String start() {
    return start(0);
  }

  static String start(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/v1/chat/completions", FakeInference::stream);
      server.createContext("/v1/models", FakeInference::list);
      server.createContext("/notices", FakeInference::notice);
      server.start();
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void list(HttpExchange exchange) throws IOException {
    ASKED_WITH.set(String.valueOf(exchange.getRequestHeaders().getFirst("x-admin-token")));
    byte[] body =
        "{\"object\":\"list\",\"data\":[{\"id\":\"factory\"},{\"id\":\"latest\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void notice(HttpExchange exchange) throws IOException {
    NOTICES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void stream(HttpExchange exchange) throws IOException {
    ORIGIN.set(String.join(",", exchange.getRequestHeaders().getOrDefault("Origin", List.of())));
    QUESTIONS.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      String words =
          "A consumer group shares the partitions of a topic among its members; each partition is"
              + " read by exactly one of them. <script>alert(1)</script> stays text.";
      for (String word : words.split("(?<= )")) {
        send(out, "{\"choices\":[{\"delta\":{\"content\":\"" + word + "\"}}]}");
        LockSupport.parkNanos(BETWEEN.toNanos());
        held();
      }
      send(
          out,
          "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"model\":\"nano\",\"extractive\":true,"
              + "\"system_fingerprint\":\"4f2a9c0e11d7\",\"citations\":[{\"url\":\"http://en.samples.localhost:8180/consumer.html\","
              + "\"title\":\"Consumer groups\",\"passage\":\"Partitions are divided among the members of a group so that each is"
              + " read by one member only.\"}]}");
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      CUT_OFF.set(true);
    }
  }

  private static void held() {
    CountDownLatch rest = HELD.get();
    if (rest != null) {
      try {
        rest.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void send(OutputStream out, String json) throws IOException {
    out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
