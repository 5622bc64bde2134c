package aifactory.crawler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.outcome.FetchOutcome;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class KeptConnectionTest {
  /// A library that asks again by itself would ask outside of our turn.
  @Test
  void aRequestWhoseKeptConnectionIsCutIsMadeOnceAndFails() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.createContext(
        "/cut",
        exchange -> {
          asked.incrementAndGet();
          exchange.close(); // before an answer
        });
    server.start();
    Duration second = Duration.ofSeconds(5);
    FetchLimits limits = new FetchLimits(second, second, second, 65_536);
    try (HttpFetcher fetcher = new HttpFetcher(limits, "TestBot/1.0")) {
      String site = "http://127.0.0.1:" + server.getAddress().getPort();
      InetAddress address = InetAddress.getLoopbackAddress();
      assertThat(fetcher.fetch(request(site + "/"), address, sent::incrementAndGet).outcome())
          .isEqualTo(FetchOutcome.GONE);

      assertThat(fetcher.fetch(request(site + "/cut"), address, sent::incrementAndGet).outcome())
          .isEqualTo(FetchOutcome.CONNECTION_LOST);
      assertThat(asked).hasValue(1);
      assertThat(sent).hasValue(2);
    } finally {
      server.stop(0);
    }
  }

  private static FetchRequest request(String url) {
    return new FetchRequest(url, true, Set.of(), 1024, false, null, null);
  }
}
