package aifactory.crawler.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpFetcherTest {
  static final FetchLimits LIMITS =
      new FetchLimits(
          Duration.ofSeconds(1), Duration.ofMillis(700), Duration.ofMillis(1500), 8 * 1024);
  private static final int MAX_BODY = 1 << 20;
  private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";
  private static final byte[] PAGE = "<p>hello</p>".getBytes(UTF_8);

  private LoopbackSite site;
  private HttpFetcher fetcher;

  @BeforeEach
  void open() throws IOException {
    site = new LoopbackSite();
    fetcher = new HttpFetcher(LIMITS, "TestBot/1.0 (tests)");
  }

  @AfterEach
  void close() throws IOException {
    fetcher.close();
    site.close();
  }

  @Test
  void takesAPageWithItsHeadersAndAddress() {
    site.on("/", HTML + "\r\nETag: \"1\"", PAGE);

    FetchResponse response = fetch("/");

    assertThat(response.outcome()).isEqualTo(FetchOutcome.FETCHED);
    assertThat(response.body()).isEqualTo(PAGE);
    assertThat(response.header("ETAG")).contains("\"1\"");
    assertThat(response.address()).isEqualTo("127.0.0.1");
    assertThat(site.requests.getFirst()).contains("User-Agent: TestBot/1.0 (tests)");
  }

  @Test
  void asksExactlyTheLocatedAddressEvenWhenAConnectionToAnotherIsOpen() throws IOException {
    site.on("/", out -> out.write((HTML + "\r\nContent-Length: 1\r\n\r\nx").getBytes(UTF_8)));
    Dns two =
        host -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"));
    try (HttpFetcher fetching = new HttpFetcher(LIMITS, "TestBot/1.0", two)) {
      String url = site.url("/").replace("127.0.0.1", "named.test");
      FetchRequest request = new FetchRequest(url, true, Set.of(), MAX_BODY, false, null, null);

      assertThat(address(fetching.locate(request, 1))).isEqualTo("127.0.0.1");
      assertThat(address(fetching.locate(request, 2))).isEqualTo("127.0.0.2");
      assertThat(address(fetching.locate(request, 3))).isEqualTo("127.0.0.1");
      assertThat(fetching.fetch(request, InetAddress.getByName("127.0.0.1"), () -> {}).address())
          .isEqualTo("127.0.0.1");
      // the site listens on 127.0.0.1 only
      assertThat(fetching.fetch(request, InetAddress.getByName("127.0.0.2"), () -> {}).outcome())
          .isEqualTo(FetchOutcome.CONNECT_FAILED);
    }
  }

  @Test
  void refusesAForbiddenAddressAlsoWhenSomebodyElseLocatedIt() throws IOException {
    FetchRequest request =
        new FetchRequest(site.url("/"), false, Set.of(), MAX_BODY, false, null, null);

    assertThat(fetcher.fetch(request, InetAddress.getByName("127.0.0.1"), () -> {}).outcome())
        .isEqualTo(FetchOutcome.ADDRESS_FORBIDDEN);
    assertThat(site.requests).isEmpty();
  }

  private static String address(Network.Location location) {
    return location instanceof Network.Location.At(InetAddress address)
        ? address.getHostAddress()
        : location.toString();
  }

  @Test
  void asksOnlyForWhatChangedWhenItHasACopy() {
    site.on("/", "HTTP/1.1 304 Not Modified", new byte[0]);

    FetchResponse response =
        fetcher.fetch(
            new FetchRequest(
                site.url("/"), true, Set.of("text/html"), MAX_BODY, false, "\"e\"", "yesterday"));

    assertThat(response.outcome()).isEqualTo(FetchOutcome.NOT_MODIFIED);
    assertThat(site.requests.getFirst())
        .contains("If-None-Match: \"e\"")
        .contains("If-Modified-Since: yesterday");
  }

  @Test
  void refusesAnAnnouncedLargeBodyWithoutReadingIt() {
    site.on("/", HTML + "\r\nContent-Length: 52428800", new byte[100]);

    FetchResponse refused = fetch("/");
    assertThat(refused.outcome()).isEqualTo(FetchOutcome.TOO_LARGE);
    assertThat(refused.detail()).isEqualTo("52428800 bytes announced");
    assertThat(refused.received()).isZero();
  }

  @Test
  void stopsReadingAnEndlessBodyAtTheLimit() {
    byte[] chunk = new byte[64 * 1024];
    site.on(
        "/",
        out -> {
          out.write((HTML + "\r\n\r\n").getBytes(UTF_8));
          while (true) {
            out.write(chunk);
          }
        });

    FetchResponse refused = fetch("/");
    assertThat(refused.outcome()).isEqualTo(FetchOutcome.TOO_LARGE);
    assertThat(refused.received()).isEqualTo(MAX_BODY + 1);
    // what lies beyond the limit is in socket buffers, not in our memory
    assertThat(site.bytesSent.get()).isLessThan(MAX_BODY + (16L << 20));
  }

  @Test
  void endsATricklingBodyAtTheWholeDeadline() {
    site.on(
        "/",
        out -> {
          out.write((HTML + "\r\n\r\n").getBytes(UTF_8));
          while (true) {
            out.write('x');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          }
        });
    long start = System.nanoTime();

    FetchOutcome outcome = fetch("/").outcome();

    assertThat(outcome).isEqualTo(FetchOutcome.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void endsASilentServerAtTheReadDeadline() {
    site.on("/", out -> java.util.concurrent.locks.LockSupport.parkNanos(5_000_000_000L));

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.TIMED_OUT);
  }

  @Test
  void reportsARedirectAndFollowsNone() {
    site.on("/", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/", new byte[0]);

    FetchResponse response = fetch("/");

    assertThat(response.outcome()).isEqualTo(FetchOutcome.REDIRECTED);
    assertThat(response.header("location")).contains("http://169.254.169.254/");
    assertThat(site.requests).hasSize(1);
  }

  @Test
  void doesNotReadTypesThatNobodyCanUse() {
    site.on("/", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4", new byte[1000]);

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.UNSUPPORTED_CONTENT_TYPE);
  }

  @Test
  void decompressesWithinTheLimit() throws IOException {
    site.on("/", HTML + "\r\nContent-Encoding: gzip", gzip(PAGE));

    assertThat(fetch("/").body()).isEqualTo(PAGE);
  }

  @Test
  void recognisesACompressionBomb() throws IOException {
    site.on("/", HTML + "\r\nContent-Encoding: gzip", gzip(new byte[50 << 20]));

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.COMPRESSION_BOMB);
  }

  @Test
  void namesBrokenCompression() {
    site.on("/", HTML + "\r\nContent-Encoding: gzip", PAGE);

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.MALFORMED_RESPONSE);
  }

  @Test
  void refusesEncodingsThatWereNotAskedFor() {
    site.on("/", HTML + "\r\nContent-Encoding: lzma", PAGE);

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.UNSUPPORTED_ENCODING);
  }

  @Test
  void refusesHeadersBeyondTheLimit() {
    site.on("/", HTML + "\r\nX-Big: " + "x".repeat(10_000), PAGE);

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.HEADERS_TOO_LARGE);
  }

  @Test
  void namesAnAnswerThatIsNoHttp() {
    site.on("/", out -> out.write("SSH-2.0-OpenSSH_9.9\r\n\r\n".getBytes(UTF_8)));
    site.on("/header", "HTTP/1.1 200 OK\r\n: nameless\r\nContent-Type text/html", PAGE);

    assertThat(fetch("/").outcome()).isEqualTo(FetchOutcome.MALFORMED_RESPONSE);
    // a type that cannot be read is none: the body tells
    assertThat(fetch("/header").header("content-type")).contains("text/html");
  }

  @Test
  void namesABodyThatBreaksOff() {
    site.on("/", HTML + "\r\nContent-Length: 1000", PAGE);

    assertThat(fetch("/").outcome())
        .isIn(FetchOutcome.CONNECTION_LOST, FetchOutcome.MALFORMED_RESPONSE);
  }

  @Test
  void namesWhatStatusCodesMean() {
    site.on("/404", "HTTP/1.1 404 Not Found", new byte[0]);
    site.on("/403", "HTTP/1.1 403 Forbidden", new byte[0]);
    site.on("/503", "HTTP/1.1 503 Busy\r\nRetry-After: 7", new byte[0]);
    site.on("/500", "HTTP/1.1 500 Oops", new byte[0]);

    assertThat(fetch("/404").outcome()).isEqualTo(FetchOutcome.GONE);
    assertThat(fetch("/403").outcome()).isEqualTo(FetchOutcome.REFUSED);
    assertThat(fetch("/503").outcome()).isEqualTo(FetchOutcome.THROTTLED);
    assertThat(fetch("/500").outcome()).isEqualTo(FetchOutcome.SERVER_ERROR);
  }

  @Test
  void namesAClosedPort() throws IOException {
    String url = site.url("/");
    site.close();

    assertThat(
            fetcher
                .fetch(new FetchRequest(url, true, Set.of(), MAX_BODY, false, null, null))
                .outcome())
        .isEqualTo(FetchOutcome.CONNECT_FAILED);
  }

  private FetchResponse fetch(String path) {
    return fetcher.fetch(
        new FetchRequest(site.url(path), true, Set.of("text/html"), MAX_BODY, false, null, null));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void understandsEveryEncodingThatItAsksFor() throws IOException {
    byte[] page = "<p>日本語</p>".repeat(50).getBytes(UTF_8);
    site.on("/gzip", HTML + "\r\nContent-Encoding: gzip", gzip(page));
    site.on(
        "/zstd", HTML + "\r\nContent-Encoding: zstd", com.github.luben.zstd.Zstd.compress(page));
    site.on("/zlib", HTML + "\r\nContent-Encoding: deflate", deflated(page, false));
    site.on("/raw", HTML + "\r\nContent-Encoding: deflate", deflated(page, true));
    // brotli: a stored metablock, written by hand (RFC 7932, 9.2)
    site.on("/br", HTML + "\r\nContent-Encoding: br", storedBrotli("<p>hello</p>"));

    for (String path : List.of("/gzip", "/zstd", "/zlib", "/raw")) {
      assertThat(fetch(path).body()).as(path).isEqualTo(page);
    }
    assertThat(fetch("/br").body()).isEqualTo(PAGE);
    assertThat(site.requests.getFirst()).contains("Accept-Encoding: gzip, br, zstd, deflate");
  }

  @Test
  void whatIsNotItsEncodingIsMalformed() {
    for (String encoding : List.of("gzip", "br", "zstd", "deflate")) {
      site.on(
          "/" + encoding,
          HTML + "\r\nContent-Encoding: " + encoding,
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
      assertThat(fetch("/" + encoding).outcome())
          .as(encoding)
          .isIn(FetchOutcome.MALFORMED_RESPONSE, FetchOutcome.CONNECTION_LOST);
    }
  }

  @Test
  void aBombInAnyEncodingIsNotUnpacked() throws IOException {
    byte[] zeros = new byte[64 << 20];
    site.on(
        "/zstd", HTML + "\r\nContent-Encoding: zstd", com.github.luben.zstd.Zstd.compress(zeros));
    site.on("/deflate", HTML + "\r\nContent-Encoding: deflate", deflated(zeros, false));
    for (String path : List.of("/zstd", "/deflate")) {
      assertThat(fetch(path).outcome())
          .as(path)
          .isIn(FetchOutcome.COMPRESSION_BOMB, FetchOutcome.TOO_LARGE);
    }
  }

  @Test
  void aBodyWithoutATypeIsLookedAt() {
    site.on("/page", "HTTP/1.1 200 OK", "\n <!DOCTYPE html><p>x".getBytes(UTF_8));
    site.on(
        "/binary",
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream",
        new byte[] {0, 1, 2, 3});
    site.on(
        "/pdf",
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream",
        "%PDF-1.7".getBytes(UTF_8));

    FetchResponse page = fetch("/page");
    assertThat(page.outcome()).isEqualTo(FetchOutcome.FETCHED);
    assertThat(page.header("content-type")).contains("text/html");
    assertThat(fetch("/binary").outcome()).isEqualTo(FetchOutcome.UNSUPPORTED_CONTENT_TYPE);
    assertThat(fetch("/pdf").detail()).contains("application/pdf");
  }

  private static byte[] storedBrotli(String text) {
    // WBITS 16 (0), ISLAST 0, MNIBBLES 4 (00), MLEN-1 (16 bits), ISUNCOMPRESSED 1; bytes; last and
    // empty
    byte[] body = text.getBytes(UTF_8);
    int bits = body.length - 1 << 4 | 1 << 20;
    byte[] coded = new byte[body.length + 4];
    for (int i = 0; i < 3; i++) {
      coded[i] = (byte) (bits >> 8 * i);
    }
    System.arraycopy(body, 0, coded, 3, body.length);
    coded[coded.length - 1] = 3;
    return coded;
  }

  private static byte[] deflated(byte[] plain, boolean raw) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out =
        new java.util.zip.DeflaterOutputStream(packed, new java.util.zip.Deflater(9, raw))) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
