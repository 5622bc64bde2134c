package aifactory.console.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookTest {
  private static final Notice NOTICE =
      new Notice("promotion", "@everyone promoted", Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private volatile int status = 204;

  WebhookTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void aTarget() {
    server.createContext(
        "/",
        exchange -> {
          heard.add(
              new String(
                  exchange.getRequestBody().readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void gone() {
    server.stop(0);
    vertx.close();
  }

  @Test
  void aNoticeIsPostedAsDiscordTakesItAndPingsNobody() throws Exception {
    assertThat(webhook(true).post(NOTICE).done()).isTrue();

    JsonNode body = new ObjectMapper().readTree(heard.getFirst());
    assertThat(body.path("content").asText()).isEqualTo("@everyone promoted");
    assertThat(body.path("allowed_mentions").path("parse").isEmpty()).isTrue();
    assertThat(body.path("kind").asText()).isEqualTo("promotion");
  }

  @Test
  void aPrivateTargetIsRefusedUnlessTheOperatorAllowsIt() throws Exception {
    Webhook.Outcome outcome = webhook(false).post(NOTICE);

    assertThat(outcome.done()).isFalse();
    assertThat(outcome.again()).isFalse();
    assertThat(heard).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowedAndABusyTargetIsAskedAgain() throws Exception {
    status = 302;
    assertThat(webhook(true).post(NOTICE))
        .isEqualTo(new Webhook.Outcome(false, false, "the target answered 302"));
    status = 429;
    assertThat(webhook(true).post(NOTICE).again()).isTrue();
    assertThat(heard).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.5.5",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:127.0.0.1"
      })
  void privateAddressesAreKnown(String host) throws IOException {
    assertThat(Webhook.isLocal(InetAddress.getByName(host))).isTrue();
  }

  @Test
  void aPublicAddressIsNotPrivate() throws IOException {
    assertThat(Webhook.isLocal(InetAddress.getByName("8.8.8.8"))).isFalse();
    assertThat(Webhook.isLocal(InetAddress.getByName("2001:4860:4860::8888"))).isFalse();
  }

  private Webhook webhook(boolean localAllowed) {
    return new Webhook(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
        localAllowed,
        vertx);
  }
}
