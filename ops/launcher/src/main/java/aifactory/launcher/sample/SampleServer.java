package aifactory.launcher.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves sites by host name on loopback, with entity tags and conditional requests.
public final class SampleServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int BAD_METHOD = 405;
  private static final int FAILED = 500;
  private static final int BACKLOG = 256;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Site> sites = new LinkedHashMap<>();

  private SampleServer(List<? extends Site> sites, int port) throws IOException {
    sites.forEach(site -> this.sites.put(site.host(), site));
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /// Serves the sites that the build brought.
  ///
  /// @param archives directory of documentation jars
  /// @param guide directory of Markdown files
  /// @param port 0 chooses a free one
  public static SampleServer start(java.nio.file.Path archives, java.nio.file.Path guide, int port)
      throws IOException {
    List<Site> sites = new ArrayList<>();
    EnglishSite.over(archives).ifPresent(sites::add);
    JapaneseSite.over(guide).ifPresent(sites::add);
    SampleServer started = new SampleServer(sites, port);
    started.server.start();
    return started;
  }

  /// Address of every site.
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    sites.keySet().forEach(host -> addresses.put(host, "http://%s:%d/".formatted(host, port())));
    return addresses;
  }

  /// Port it listens at.
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.sendResponseHeaders(BAD_METHOD, -1);
        return;
      }
      Optional<Page> page = page(exchange);
      if (page.isEmpty()) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      send(exchange, page.get(), method.equals("HEAD"));
    } catch (RuntimeException e) {
      exchange.sendResponseHeaders(FAILED, -1);
    }
  }

  private Optional<Page> page(HttpExchange exchange) throws IOException {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    Site site = sites.get(host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", ""));
    return site == null ? Optional.empty() : site.at(exchange.getRequestURI().getPath());
  }

  private static void send(HttpExchange exchange, Page page, boolean headOnly) throws IOException {
    String tag = '"' + page.tag() + '"';
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(NOT_MODIFIED, -1);
      return;
    }
    if (headOnly) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(page.body().length));
      exchange.sendResponseHeaders(OK, -1);
      return;
    }
    exchange.sendResponseHeaders(OK, page.body().length == 0 ? -1 : page.body().length);
    exchange.getResponseBody().write(page.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
