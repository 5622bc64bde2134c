package aifactory.launcher.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.event.SourceDeclared;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceGuessTest {
  @TempDir Path folder;

  @Test
  void aFolderThatExistsIsAFileSource() {
    SourceDeclared source = SourceGuess.of(folder.toString(), false, Instant.EPOCH);

    assertThat(source.getKind()).isEqualTo("file");
    assertThat(source.getAddress()).isEqualTo(folder.toAbsolutePath().toString());
  }

  @Test
  void anAddressThatServesAFeedIsAFeed() throws IOException {
    assertThat(kindOf("<?xml version=\"1.0\"?><rss version=\"2.0\"></rss>")).isEqualTo("feed");
    assertThat(kindOf("<html><body>Welcome</body></html>")).isEqualTo("web");
  }

  @Test
  void theSameAddressHasTheSameId() {
    assertThat(SourceGuess.id("https://Example.org/docs/")).isEqualTo("example.org-docs");
    assertThat(SourceGuess.id("https://example.org/docs")).isEqualTo("example.org-docs");
  }

  @Test
  void anythingElseIsRefusedWithAReason() {
    assertThatThrownBy(() -> SourceGuess.of("no/such/thing", false, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither a file or folder");
  }

  @Test
  void aLocalAddressMustBeMeant() {
    assertThatThrownBy(() -> SourceGuess.of("http://127.0.0.1:9/", false, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--allow-local");
  }

  private static String kindOf(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      return SourceGuess.of(address, true, Instant.EPOCH).getKind();
    } finally {
      server.stop(0);
    }
  }
}
