package aifactory.console.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Posts notices as Discord's webhooks take them (`content`, nobody is pinged), with `kind` and
/// `at` for others. Follows no redirects; private and local targets only where the operator allows
/// them.
final class Webhook {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST = 1900; // Discord takes 2,000 characters

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI target;
  private final boolean localAllowed;

  Webhook(URI target, boolean localAllowed) {
    this.target = target;
    this.localAllowed = localAllowed;
  }

  /// How a post ended.
  ///
  /// @param why for the log; never the address, which is a secret
  record Outcome(boolean done, boolean again, String why) {}

  Outcome post(Notice notice) throws InterruptedException {
    try {
      if (!localAllowed && isLocal(target.getHost())) {
        return new Outcome(false, false, "the target is private; NOTICE_ALLOW_LOCAL=1 allows it");
      }
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(target)
                  .timeout(LIMIT)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body(notice)))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      int status = answer.statusCode();
      return new Outcome(
          status / 100 == 2, status == 429 || status >= 500, "the target answered " + status);
    } catch (IOException e) {
      return new Outcome(false, true, e.getClass().getSimpleName());
    }
  }

  private String body(Notice notice) {
    String text = notice.text();
    ObjectNode body = json.createObjectNode();
    body.put("content", text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    body.putObject("allowed_mentions").putArray("parse");
    body.put("kind", notice.kind());
    body.put("at", notice.at().toString());
    return body.toString();
  }

  /// Whether any of a host's addresses is not on the public network.
  static boolean isLocal(String host) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      byte[] bytes = address.getAddress();
      boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
      boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
      boolean thisNetwork = bytes.length == 4 && bytes[0] == 0;
      if (address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || uniqueLocal
          || shared
          || thisNetwork) {
        return true;
      }
    }
    return false;
  }
}
