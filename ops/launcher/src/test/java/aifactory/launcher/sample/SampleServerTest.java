package aifactory.launcher.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleServerTest {
  @TempDir Path archives;
  @TempDir Path guide;

  @BeforeEach
  void writeSites() throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(archives.resolve("manual-1.2.jar")))) {
      add(zip, "a/page.html", "<html><title>A page</title><body>Prose.</body></html>");
      add(zip, "a/class-use/page.html", "<html><title>Uses</title></html>");
    }
    Files.writeString(
        guide.resolve("topics.md"),
        "# トピック\n\n[次](next.md#x)\n\n| 名 | 数 |\n|---|---|\n| あ | 1 |\n");
  }

  @Test
  void theEnglishStartPageLeadsToEveryPage() throws Exception {
    assertThat(get("en.samples.localhost", "/", "")).contains("/manual/contents.html");
    assertThat(get("en.samples.localhost", "/manual/contents.html", ""))
        .contains("href=\"a/page.html\">A page<")
        .doesNotContain("class-use");
    assertThat(get("en.samples.localhost", "/manual/a/page.html", "")).contains("Prose.");
  }

  @Test
  void generatedReferencePagesAreNeitherServedNorAllowed() throws Exception {
    assertThat(get("en.samples.localhost", "/manual/a/class-use/page.html", ""))
        .startsWith("HTTP/1.1 404");
    assertThat(get("en.samples.localhost", "/robots.txt", "")).contains("Disallow: /*/class-use/");
  }

  @Test
  void theJapaneseGuideIsRenderedWithTablesAndLinks() throws Exception {
    assertThat(get("ja.samples.localhost", "/", "")).contains("/topics.html").contains("トピック");
    assertThat(get("ja.samples.localhost", "/topics.html", ""))
        .contains("<h1>トピック</h1>")
        .contains("<table>")
        .contains("href=\"/next.html\"");
  }

  @Test
  void aPageThatDidNotChangeIsNotSentAgain() throws Exception {
    String first = get("ja.samples.localhost", "/topics.html", "");
    String tag = first.lines().filter(line -> line.startsWith("Etag:")).findFirst().orElseThrow();

    String second =
        get(
            "ja.samples.localhost",
            "/topics.html",
            "If-None-Match: " + tag.substring("Etag:".length()).strip() + "\r\n");

    assertThat(second).startsWith("HTTP/1.1 304").doesNotContain("トピック");
  }

  @Test
  void anotherHostOrPathIsNotFound() throws Exception {
    assertThat(get("other.localhost", "/", "")).startsWith("HTTP/1.1 404");
    assertThat(get("en.samples.localhost", "/manual/../../etc/passwd", ""))
        .startsWith("HTTP/1.1 404");
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /// By hand, because the JDK's client sends no Host header of one's own.
  private String get(String host, String path, String headers) throws IOException {
    try (SampleServer server = SampleServer.start(archives, guide, 0);
        Socket socket = new Socket("127.0.0.1", server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET %s HTTP/1.1\r\nHost: %s:%d\r\n%sConnection: close\r\n\r\n"
              .formatted(path, host, server.port(), headers)
              .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
