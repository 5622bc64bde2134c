package aifactory.crawler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A site of numbered pages on loopback: a tree with cross links, a few pages that fail each in its
/// own way, a robots.txt that forbids a part.
final class GeneratedSite implements AutoCloseable {
  private static final int ENOUGH = 1_000_000;

  final Map<String, AtomicInteger> hits = new ConcurrentHashMap<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();

  /// Numbered pages that are answered before the site waits to be released.
  private final Semaphore ready;

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final HttpServer server;
  private final int pages;
  private final String host;

  GeneratedSite(String host, int pages) throws IOException {
    this(host, pages, pages);
  }

  /// @param atFirst pages that are answered before [#release]; further ones are held
  GeneratedSite(String host, int pages, int atFirst) throws IOException {
    this.host = host;
    this.pages = pages;
    this.ready = new Semaphore(atFirst < pages ? atFirst : ENOUGH);
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String root() {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /// Whether a page request waits to be released.
  boolean isHolding() {
    return ready.hasQueuedThreads();
  }

  /// Answers what is held and all that comes.
  void release() {
    ready.release(ENOUGH);
  }

  /// URLs of all pages that can be taken.
  Set<String> expected() {
    Set<String> urls = new TreeSet<>();
    urls.add(root() + "/");
    for (int page = 1; page < pages; page++) {
      urls.add(root() + "/p/" + page);
    }
    return urls;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    hits.computeIfAbsent(path, ignored -> new AtomicInteger()).incrementAndGet();
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      if (path.equals("/robots.txt")) {
        send(exchange, 200, "text/plain", "User-agent: *\nDisallow: /private");
      } else if (path.equals("/gone")
          || path.equals("/ai.txt")
          || path.equals("/sitemap.xml")
          || path.startsWith("/.well-known/")) {
        send(exchange, 404, "text/html", "gone");
      } else if (path.equals("/moved")) {
        exchange.getResponseHeaders().add("Location", "/p/1");
        exchange.sendResponseHeaders(301, -1);
      } else if (path.equals("/film")) {
        send(exchange, 200, "video/mp4", "film");
      } else {
        awaitReady(path);
        int page = path.equals("/") ? 0 : Integer.parseInt(path.substring("/p/".length()));
        send(exchange, 200, "text/html; charset=utf-8", html(page));
      }
    } finally {
      open.decrementAndGet();
    }
  }

  /// A page that is asked for again, as after a broken connection, counts once.
  private void awaitReady(String path) {
    if (!answered.contains(path)) {
      ready.acquireUninterruptibly();
      if (!answered.add(path)) {
        ready.release();
      }
    }
  }

  private String html(int page) {
    StringBuilder html = new StringBuilder("<html><title>Page " + page + "</title><body>");
    for (int child = 10 * page + 1; child <= 10 * page + 10 && child < pages; child++) {
      html.append("<a href='/p/").append(child).append("'>child</a> ");
    }
    html.append("<a href='/'>home</a> <a href='/p/")
        .append((page * 7919 + 1) % Math.min(97, pages - 1) + 1);
    html.append("'>across</a> <a href='/private/").append(page % 5).append("'>secret</a>");
    html.append("<a href='/gone'>gone</a> <a href='/moved'>moved</a> <a href='/film'>film</a>");
    html.append("<a href='http://elsewhere.invalid/'>out</a>");
    return html.append("<p>Text of page ").append(page).append(".</p></body></html>").toString();
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
