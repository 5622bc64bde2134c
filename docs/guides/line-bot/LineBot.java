import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A LINE bot that answers from the factory: each text message becomes a question, the answer and
/// the address it was quoted from go back. Settings: `LINE_CHANNEL_SECRET`, `LINE_CHANNEL_TOKEN`,
/// `FACTORY` (its address), `FACTORY_KEY` (an API key, where keys are required), `PORT`.
public final class LineBot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String REPLY = "https://api.line.me/v2/bot/message/reply";
  private static final String FACTORY = setting("FACTORY", "http://127.0.0.1:8000");

  private LineBot() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(setting("PORT", "8200"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/callback", LineBot::receive);
    server.start();
  }

  private static void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean genuine = isSigned(body, exchange.getRequestHeaders().getFirst("x-line-signature"));
    exchange.sendResponseHeaders(genuine ? 200 : 401, -1);
    exchange.close(); // LINE waits for the 200, not for the answer
    if (!genuine) {
      return;
    }
    for (JsonNode event : JSON.readTree(body).path("events")) {
      if (event.path("message").path("type").asText().equals("text")) {
        reply(event.path("replyToken").asText(), ask(event.path("message").path("text").asText()));
      }
    }
  }

  private static boolean isSigned(byte[] body, String signature) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = setting("LINE_CHANNEL_SECRET", "").getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] given = Base64.getDecoder().decode(signature == null ? "" : signature);
      return MessageDigest.isEqual(mac.doFinal(body), given);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String ask(String question) throws IOException {
    Map<String, ?> body =
        Map.of("messages", List.of(Map.of("role", "user", "content", question)), "max_tokens", 200);
    JsonNode answer =
        post(FACTORY + "/v1/chat/completions", setting("FACTORY_KEY", "none"), body);
    String text = answer.path("choices").path(0).path("message").path("content").asText();
    String source = answer.path("citations").path(0).path("url").asText();
    return source.isEmpty() ? text : text + "\n" + source;
  }

  private static void reply(String token, String text) throws IOException {
    Map<String, ?> message = Map.of("type", "text", "text", text.isBlank() ? "…" : text);
    Map<String, ?> body = Map.of("replyToken", token, "messages", List.of(message));
    post(REPLY, setting("LINE_CHANNEL_TOKEN", ""), body);
  }

  private static JsonNode post(String address, String key, Map<String, ?> body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        String said = new String(response.body(), StandardCharsets.UTF_8);
        throw new IOException(address + " answered " + response.statusCode() + ": " + said);
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + address, e);
    }
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
