package aifactory.inference.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Server-sent events, each sent at once. When the client has gone it swallows the rest and says
/// so. For one thread.
final class EventStream {
  private final OutputStream out;
  private final HttpServerResponse connection;
  private final ObjectMapper json;
  private boolean broken;

  EventStream(OutputStream out, HttpServerResponse connection, ObjectMapper json) {
    this.out = out;
    this.connection = connection;
    this.json = json;
  }

  void send(Object value) {
    try {
      write(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a response does not serialise", e);
    }
  }

  /// The end mark of OpenAI's streams.
  void done() {
    write("[DONE]");
  }

  boolean isBroken() {
    return broken || connection.closed();
  }

  private void write(String line) {
    if (isBroken()) {
      return;
    }
    try {
      out.write(("data: " + line + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      broken = true; // the client went away: the generation stops at its next step
    }
  }
}
