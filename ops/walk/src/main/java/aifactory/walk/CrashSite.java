package aifactory.walk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// A slow site whose pages are real prose and all different, so that what becomes of each page does
/// not depend on the order in which they arrive.
final class CrashSite implements AutoCloseable {
  private static final Duration DELAY = Duration.ofMillis(1000);

  private final Map<String, byte[]> pages = new LinkedHashMap<>();
  private final HttpServer server;

  /// @param archives directory of documentation jars
  /// @param limit pages at most
  CrashSite(Path archives, int limit) throws IOException {
    for (String text : Prose.of(archives, limit)) {
      pages.put("/page-" + pages.size() + ".html", page(pages.size(), text));
    }
    pages.put("/", index());
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://crash.samples.localhost:" + server.getAddress().getPort() + "/";
  }

  /// Pages, the index with them: it is judged too.
  int size() {
    return pages.size();
  }

  private static byte[] page(int number, String text) {
    return "<!doctype html><html lang=en><title>Page %d</title><main><p>%s</p></main></html>"
        .formatted(number, text)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] index() {
    StringBuilder links =
        new StringBuilder("<!doctype html><html lang=en><title>Index</title><ul>");
    pages
        .keySet()
        .forEach(path -> links.append("<li><a href=\"").append(path).append("\">page</a>"));
    return links.append("</ul></html>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] page = pages.get(exchange.getRequestURI().getPath());
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      LockSupport.parkNanos(DELAY.toNanos());
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
