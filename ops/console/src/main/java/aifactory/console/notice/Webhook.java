package aifactory.console.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts notices as Discord's webhooks take them (`content`, nobody is pinged), with `kind` and
/// `at` for others. Follows no redirects; private and local targets only where the operator allows
/// them.
final class Webhook {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST = 1900; // Discord takes 2,000 characters

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI target;
  private final boolean localAllowed;

  Webhook(URI target, boolean localAllowed, Vertx vertx) {
    this.target = target;
    this.localAllowed = localAllowed;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(Math.toIntExact(LIMIT.toMillis())));
  }

  /// How a post ended.
  ///
  /// @param why for the log; never the address, which is a secret
  record Outcome(boolean done, boolean again, String why) {}

  Outcome post(Notice notice) throws InterruptedException {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(target.getHost());
      if (!localAllowed && Arrays.stream(addresses).anyMatch(Webhook::isLocal)) {
        return new Outcome(false, false, "the target is private; NOTICE_ALLOW_LOCAL=1 allows it");
      }
      int status =
          send(addresses[0], body(notice))
              .toCompletionStage()
              .toCompletableFuture()
              .get(LIMIT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome(
          status / 100 == 2, status == 429 || status >= 500, "the target answered " + status);
    } catch (IOException | TimeoutException e) {
      return new Outcome(false, true, e.getClass().getSimpleName());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return new Outcome(false, true, cause == null ? "failed" : cause.getClass().getSimpleName());
    }
  }

  /// To the very address that was judged: the name is not asked for again in between.
  private Future<Integer> send(InetAddress address, String body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(target.toString())
            .setFollowRedirects(false)
            .setTimeout(LIMIT.toMillis())
            .putHeader("Content-Type", "application/json");
    options.setServer(SocketAddress.inetSocketAddress(options.getPort(), address.getHostAddress()));
    return http.request(options)
        .compose(request -> request.send(body))
        .map(HttpClientResponse::statusCode);
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

  /// Whether an address is not on the public network.
  static boolean isLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean thisNetwork = bytes.length == 4 && bytes[0] == 0;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared
        || thisNetwork;
  }
}
