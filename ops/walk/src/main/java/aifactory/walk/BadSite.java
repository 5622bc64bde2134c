package aifactory.walk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Executors;

/// A web site on loopback that does everything wrong, and one page that is right.
final class BadSite implements AutoCloseable {
  private static final int MIB = 1 << 20;
  private static final int HUGE_MIB = 50;
  private static final String PROSE =
      "A crawler meets pages that no standard foresaw, and it must neither stop nor lie about them. ";
  private static final String JAPANESE =
      "収集機は規格が想定しないページにも出会いますが、止まることも偽ることも許されません。文字コードの宣言が誤っていることもあります。";

  private final HttpServer server;

  BadSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/robots.txt", exchange -> exchange.sendResponseHeaders(404, -1));
    page("/", "text/html", index());
    page("/good.html", "text/html", html("A good page", prose(PROSE, 1)));
    page("/malformed.html", "text/html", malformed());
    page("/wrong-charset.html", "text/html; charset=utf-8", wrongCharset());
    page("/binary.html", "text/html", noise());
    server.createContext("/huge.html", exchange -> stream(exchange, HUGE_MIB));
    server.createContext("/endless.html", exchange -> stream(exchange, Integer.MAX_VALUE));
    server.start();
  }

  /// Address of the page that links to all others; under `.localhost`, so that it has a name.
  String address() {
    return "http://bad.samples.localhost:" + server.getAddress().getPort() + "/";
  }

  private void page(String path, String contentType, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", contentType);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static void stream(HttpExchange exchange, int mebibytes) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, 0);
    byte[] chunk = PROSE.repeat(MIB / PROSE.length()).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int sent = 0; sent < mebibytes; sent++) {
        out.write(chunk);
      }
    }
  }

  private static byte[] index() {
    return html(
        "Bad pages",
        """
        <ul><li><a href="good.html">good</a><li><a href="malformed.html">malformed</a>
        <li><a href="wrong-charset.html">wrong charset</a><li><a href="binary.html">binary</a>
        <li><a href="huge.html">huge</a><li><a href="endless.html">endless</a></ul>
        """);
  }

  private static byte[] malformed() {
    String broken =
        "<html><head><title>Malformed & unclosed<body><p><b><i>"
            + prose(PROSE, 2)
            + "<table><td><div></b></p></table><a href='http://[::bad'>x</a><p attr=\""
            + "<<<>>>";
    return broken.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wrongCharset() {
    String page =
        "<html lang=ja><title>文字コードの宣言が誤り</title><p>" + prose(JAPANESE, 3) + "</p></html>";
    return page.getBytes(Charset.forName("windows-31j"));
  }

  private static byte[] noise() {
    byte[] bytes = new byte[MIB];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static byte[] html(String title, String body) {
    return ("<!doctype html><html lang=en><title>"
            + title
            + "</title><main><h1>"
            + title
            + "</h1>"
            + body
            + "</main></html>")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Paragraphs that differ from page to page, so that none is an exact duplicate.
  private static String prose(String sentence, int variant) {
    StringBuilder text = new StringBuilder();
    for (int paragraph = 1; paragraph <= 8; paragraph++) {
      text.append("<p>")
          .append(variant)
          .append('.')
          .append(paragraph)
          .append(' ')
          .append(sentence.repeat(3))
          .append("</p>");
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
