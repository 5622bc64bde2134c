package aifactory.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One DevTools connection: commands with their answers, and events by session.
final class DevTools implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 30;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private final WebSocket socket;

  DevTools(URI address) {
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Messages()).join();
  }

  /// Joins the pieces of a message.
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean end) {
      pieces.append(piece);
      if (end) {
        String message = pieces.toString();
        pieces.setLength(0);
        receive(message);
      }
      from.request(1);
      return null;
    }
  }

  /// Tells what happens in a session; each event is `{method, params}`.
  void listen(String session, Consumer<JsonNode> listener) {
    listeners.put(session, listener);
  }

  /// Sends a command and returns its result.
  ///
  /// @param session empty for the browser itself
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    long id = last.incrementAndGet();
    ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
    command.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    synchronized (socket) { // a web socket sends one text at a time
      socket.sendText(command.toString(), true).join();
    }
    try {
      JsonNode message = answer.get(SECONDS, TimeUnit.SECONDS);
      if (message.has("error")) {
        throw new IllegalStateException(method + ": " + message.get("error"));
      }
      return message.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " got no answer", e);
    }
  }

  private void receive(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the browser did not send JSON", e);
    }
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asLong(-1));
    Consumer<JsonNode> listener = listeners.get(message.path("sessionId").asText());
    if (answer != null) {
      answer.complete(message);
    } else if (listener != null) {
      listener.accept(message);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
