package aifactory.inference.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// JSON values sent one by one, each at once: as server-sent events or as lines. When the client
/// has gone it swallows the rest and says so. Thread-safe: the choices of one answer share it.
final class EventStream {
  private final OutputStream out;
  private final HttpServerResponse connection;
  private final ObjectMapper json;
  private volatile boolean broken;

  EventStream(OutputStream out, HttpServerResponse connection, ObjectMapper json) {
    this.out = out;
    this.connection = connection;
    this.json = json;
  }

  /// Sends an event without a name.
  void send(Object value) {
    write("data: " + written(value) + "\n\n");
  }

  /// Sends an event with a name.
  void send(String event, Object value) {
    write("event: " + event + "\ndata: " + written(value) + "\n\n");
  }

  /// Sends a line of JSON.
  void line(Object value) {
    write(written(value) + "\n");
  }

  /// The end mark of OpenAI's streams.
  void done() {
    write("data: [DONE]\n\n");
  }

  boolean isBroken() {
    return broken || connection.closed();
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a response does not serialise", e);
    }
  }

  private synchronized void write(String text) {
    if (isBroken()) {
      return;
    }
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      broken = true; // the client went away: the generation stops at its next step
    }
  }
}
