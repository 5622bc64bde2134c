package aifactory.walk;

import aifactory.walk.WebHost.Trait;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Serves a simulated web on loopback: hosts with names on one address, told apart by the Host
/// header, the others each on an address of its own. A further address is private: nobody has any
/// business there.
final class WebServer implements AutoCloseable {
  private static final Duration SLOWNESS = Duration.ofMillis(300);
  private static final String SHARED = "127.0.0.1";
  private static final String PRIVATE = "127.0.99.9";
  private static final int HOSTS_PER_NET = 250;

  /// Of the pages of a failing host, one in so many fails at first.
  private static final int FAILS_EVERY = 10;

  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, WebHost> byAuthority = new HashMap<>();
  private final Set<String> failedBefore = ConcurrentHashMap.newKeySet();
  private final AtomicInteger privateRequests = new AtomicInteger();
  private final WebLog log = new WebLog();
  private final HttpServer shared;
  private final int privatePort;
  private final WebWorld world;

  WebServer(long seed, int size) throws IOException {
    shared = listen(SHARED);
    HttpServer aside = listen(isOurs(PRIVATE) ? PRIVATE : SHARED);
    aside.createContext("/", this::answerPrivate);
    privatePort = aside.getAddress().getPort();
    world = new WebWorld(seed, size, this::place);
    world.hosts().forEach(host -> byAuthority.put(host.authority(), host));
    servers.stream()
        .filter(server -> server != aside)
        .forEach(server -> server.createContext("/", this::answer));
    servers.forEach(HttpServer::start);
  }

  private HttpServer listen(String address) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 256);
    server.setExecutor(threads);
    servers.add(server);
    return server;
  }

  /// Whether the system gives us every loopback address, as Linux does.
  private static boolean isOurs(String address) throws IOException {
    try {
      HttpServer.create(new InetSocketAddress(address, 0), 0).stop(0);
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  private WebWorld.Place place(int number, boolean named) {
    String own = "127.0.%d.%d".formatted(7 + number / HOSTS_PER_NET, 2 + number % HOSTS_PER_NET);
    try {
      if (!named && isOurs(own)) {
        int port = listen(own).getAddress().getPort();
        return new WebWorld.Place(own + ":" + port, own);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    int port = shared.getAddress().getPort();
    return new WebWorld.Place("h%d.web.localhost:%d".formatted(number, port), SHARED);
  }

  WebWorld world() {
    return world;
  }

  WebLog log() {
    return log;
  }

  int privateRequests() {
    return privateRequests.get();
  }

  /// The private address as a URL, in spellings that a careless guard takes for something else.
  List<String> privateUrls() {
    String port = ":" + privatePort + "/";
    boolean own = isPrivateOwn();
    String mapped = own ? "[::ffff:127.0.99.9]" : "[::ffff:127.0.0.1]";
    return List.of(
        "http://" + (own ? PRIVATE : SHARED) + port,
        "http://" + (own ? "2130731785" : "2130706433") + port,
        "http://" + (own ? "0x7f.0.0x63.9" : "0x7f.0.0.1") + port,
        "http://" + (own ? "0177.0.0143.011" : "0177.0.0.01") + port,
        "http://" + mapped + port,
        "http://private.localhost" + port);
  }

  private boolean isPrivateOwn() {
    return servers.get(1).getAddress().getAddress().getHostAddress().equals(PRIVATE);
  }

  /// Where redirects into private ranges lead.
  private String away(int number) {
    List<String> targets = new ArrayList<>(privateUrls());
    targets.add("http://169.254.169.254/latest/meta-data/");
    targets.add("http://10.0.0.1/");
    return targets.get(number % targets.size());
  }

  private void answerPrivate(HttpExchange exchange) throws IOException {
    privateRequests.incrementAndGet();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    try (exchange) {
      WebHost host = byAuthority.get(exchange.getRequestHeaders().getFirst("Host"));
      if (host == null) {
        exchange.sendResponseHeaders(421, -1);
        return;
      }
      String path = exchange.getRequestURI().toString();
      if (host.is(Trait.SLOW)) {
        LockSupport.parkNanos(SLOWNESS.toNanos());
      }
      WebAnswer answer = answer(host, path);
      String agent = String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"));
      log.add(new WebLog.Asked(host, path, agent, arrived, System.nanoTime(), answer.status()));
      if (answer.status() > 0) {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
          exchange.getResponseBody().write(body);
        }
      }
    }
  }

  private WebAnswer answer(WebHost host, String path) {
    if (path.equals("/robots.txt")) {
      return robots(host);
    }
    if (host.is(Trait.DEAD)) {
      return WebAnswer.status(500);
    }
    if (host.is(Trait.FAILING)
        && Math.floorMod(path.hashCode(), FAILS_EVERY) < 3
        && failedBefore.add(host.url(path))) {
      return switch (Math.floorMod(path.hashCode(), FAILS_EVERY)) {
        case 0 -> WebAnswer.status(500);
        case 1 -> WebAnswer.status(503).with("Retry-After", "1");
        default -> WebAnswer.CUT;
      };
    }
    return WebAnswer.page(this, host, path);
  }

  private WebAnswer robots(WebHost host) {
    if (host.is(Trait.LAWLESS)) {
      return WebAnswer.status(404);
    }
    if (host.is(Trait.BUSY_ROBOTS)) {
      return WebAnswer.status(429);
    }
    if (host.is(Trait.LATE_ROBOTS) && failedBefore.add(host.url("/robots.txt"))) {
      return WebAnswer.status(503);
    }
    return WebAnswer.text("text/plain", host.robots().getBytes(StandardCharsets.UTF_8));
  }

  /// Where a path of redirects leads; empty = it is none.
  java.util.Optional<String> redirect(WebHost host, String path) {
    String[] parts = path.split("/");
    if (parts.length != 3 || !parts[2].matches("\\d{1,6}")) {
      return java.util.Optional.empty();
    }
    int number = Integer.parseInt(parts[2]);
    return switch (parts[1]) {
      case "moved" -> java.util.Optional.of(WebHost.page(number % host.pages()));
      case "over" -> java.util.Optional.of(world.over(host, number));
      case "away" -> java.util.Optional.of(away(number));
      default -> java.util.Optional.empty();
    };
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.close();
  }
}
