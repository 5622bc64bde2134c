package aifactory.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Executors;

/// A plain site on loopback, served by the benchmark's own process: a site of small pages with
/// links under every first path segment, each with words of its own, so that every run has one that
/// nobody has seen.
final class CrawlSite implements AutoCloseable {
  private static final int LINKS = 10;
  private static final int WORDS = 400;
  private static final String[] VOCABULARY =
      "harbour garden letter bridge morning window market river lamp clerk stone paper ferry school"
          .split(" ");

  private final HttpServer server;
  private final int pages;

  CrawlSite(int pages) throws IOException {
    this.pages = pages;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// First page of a site of its own.
  String site(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/0.html";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/");
      if (path.length != 3 || !path[2].matches("\\d{1,7}\\.html")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int page = Integer.parseInt(path[2].substring(0, path[2].indexOf('.')));
      byte[] body = page(path[1], page).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// A page with links to those below it, and to some that others link to as well; none leads to
  /// the first, which Scrapy would ask for again.
  private String page(String site, int page) {
    Random random = new Random(31L * site.hashCode() + page);
    StringBuilder text = new StringBuilder("<!doctype html><html><head><title>Page ");
    text.append(page).append("</title></head><body><p>");
    for (int word = 0; word < WORDS; word++) {
      text.append(VOCABULARY[random.nextInt(VOCABULARY.length)]);
      text.append(word % 40 == 39 ? ".</p>\n<p>" : " ");
    }
    text.append("</p><ul>");
    for (int link = LINKS * page + 1; link <= LINKS * page + LINKS && link < pages; link++) {
      text.append("<li><a href=\"").append(link).append(".html\">page</a>");
    }
    for (int link = 0; link < LINKS; link++) {
      text.append("<li><a href=\"")
          .append(1 + random.nextInt(pages - 1))
          .append(".html\">other</a>");
    }
    return text.append("</ul></body></html>").toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
