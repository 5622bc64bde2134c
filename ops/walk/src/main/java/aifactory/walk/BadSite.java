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
      """
      <p>A crawler meets pages that no standard foresaw, and it must neither stop nor lie about them. Somebody forgot to
      close a table, an old editor wrote its own tags, and the browser of the author never complained.</p>
      <p>On the other side of the wire sits a reader who wants plain sentences. Between the two works a parser that guesses
      as browsers do: it closes what was left open, drops what nobody can name, and keeps every word it can.</p>
      <p>What it cannot repair it should say aloud. A counter for each reason, kept for months, tells an operator more than
      a thousand lines of log, because a reason that suddenly grows points at a site that changed.</p>
      """;
  private static final String TABLES =
      """
      <p>In the spring of the year the harbour office began to number its forms, and the clerks, who had known each of them
      by its colour, complained to the council. The council answered with another form.</p>
      <p>So the numbers stayed. Visitors still find them in the corner of every sheet, set in a small type that the printer
      chose because the larger letters were all in use for the timetable of the ferries.</p>
      """;
  private static final String JAPANESE =
      """
      <p>収集機は規格が想定しないページにも出会いますが、止まることも偽ることも許されません。文字コードの宣言が誤っている例は、古い町役場の案内に多く見られます。</p>
      <p>港の近くに住む人々は、朝の市場で魚の値段を確かめてから仕事に向かいます。春になると桜の下で弁当を広げ、海から吹く風の冷たさに笑い合うのが習わしでした。</p>
      <p>図書館の二階には、昭和の初めに作られた地図が残っています。川の流れは今と違い、橋の数も少なく、線路はまだ隣の町まで届いていませんでした。</p>
      """;

  private final HttpServer server;

  BadSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/robots.txt", exchange -> exchange.sendResponseHeaders(404, -1));
    page("/", "text/html", index());
    page("/good.html", "text/html", html("A good page", PROSE));
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
            + TABLES
            + "<table><td><div></b></p></table><a href='http://[::bad'>x</a><p attr=\""
            + "<<<>>>";
    return broken.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wrongCharset() {
    String page = "<html lang=ja><title>文字コードの宣言が誤り</title><p>" + JAPANESE + "</p></html>";
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

  @Override
  public void close() {
    server.stop(0);
  }
}
