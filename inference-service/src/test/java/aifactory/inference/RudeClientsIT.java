package aifactory.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that behave badly on their connection: the others do not notice, and nothing of them is
/// left behind.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
class RudeClientsIT {
  private static final int IDLE = 2000;
  private static final String ASKING =
      "{\"prompt\":\"Hello\",\"max_tokens\":%d,\"temperature\":0,\"stream\":%s}";
  private static final String PATH = "/v1/completions";
  private static final int LIMIT_MILLIS = 20_000;

  private RunningService service;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    service.serve("production", TinyBundle.publish(RunningService.modelStore(), "rude"));
  }

  @AfterEach
  void end() {
    assertAnswers();
    RunningService.await(() -> batch("active") == 0 && batch("waiting") == 0);
    service.close();
  }

  @Test
  void thousandsOfIdleConnectionsKeepNobodyOut() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int each = 0; each < IDLE; each++) {
        Socket socket = connected();
        socket
            .getOutputStream()
            .write("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\n".getBytes());
        idle.add(socket);
      }
      assertAnswers();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void clientsThatReadNothingOrLeaveInTheMiddleDelayNobody() throws IOException {
    List<Socket> deaf = new ArrayList<>();
    for (int each = 0; each < 6; each++) {
      Socket socket = connected();
      socket.setReceiveBufferSize(1024);
      socket.getOutputStream().write(request(ASKING.formatted(40, true)));
      deaf.add(socket);
    }
    assertAnswers();
    for (Socket socket : deaf) {
      socket.setSoLinger(true, 0); // the connection is reset, not ended
      socket.close();
    }
  }

  @Test
  void aClientThatEndsItsSideIsAnsweredOrForgotten() throws IOException {
    try (Socket socket = connected()) {
      socket.getOutputStream().write(request(ASKING.formatted(4, false)));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .satisfiesAnyOf(
              whole -> assertThat(whole).startsWith("HTTP/1.1 200"),
              none -> assertThat(none).isEmpty());
    }
  }

  @Test
  void bytesThatAreNoTextAndBodiesWithoutEndAreRefused() throws IOException {
    try (Socket socket = connected()) {
      byte[] body = ASKING.formatted(4, false).getBytes(StandardCharsets.UTF_8);
      body[12] = (byte) 0xC3; // the beginning of a character that does not go on
      socket.getOutputStream().write(head(body.length));
      socket.getOutputStream().write(body);
      assertThat(status(socket)).isEqualTo("400");
    }
    try (Socket socket = connected()) {
      socket.getOutputStream().write(head(10_000_000));
      assertThat(status(socket)).as("known by its length alone").isEqualTo("413");
    }
  }

  private void assertAnswers() {
    assertThat(service.posted(PATH, ASKING.formatted(4, false)).path("choices")).hasSize(1);
  }

  private int batch(String figure) {
    return service.got("/api/inference").path("batch").path(figure).asInt();
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  private static byte[] request(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = head(body.length);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static byte[] head(int length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        .formatted(PATH, length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String status(Socket socket) throws IOException {
    byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return new String(line, StandardCharsets.US_ASCII).replace("HTTP/1.1 ", "");
  }
}
