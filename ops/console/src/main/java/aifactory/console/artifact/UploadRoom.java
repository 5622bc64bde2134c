package aifactory.console.artifact;

import aifactory.console.setting.ConsoleConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Lets artifacts be larger than orders. The server's own limit is that of artifacts, because it
/// cannot be raised for a route; here every other route gets the limit of orders.
@ApplicationScoped
public class UploadRoom {
  private static final int AFTER_THE_SERVERS = -1;
  private static final int TOO_LARGE = 413;
  private final long orderBytes;

  UploadRoom(ConsoleConfig config) {
    this.orderBytes = config.orderMaxBytes();
  }

  void register(@Observes Router router) {
    router.route().order(AFTER_THE_SERVERS).handler(this::limit);
  }

  private void limit(RoutingContext context) {
    boolean artifact =
        context.request().method() == HttpMethod.POST
            && context.normalizedPath().equals("/api/artifacts");
    if (artifact) {
      context.next();
    } else if (announced(context) > orderBytes) {
      context.response().setStatusCode(TOO_LARGE).putHeader("Connection", "close").end();
    } else {
      context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, orderBytes);
      context.next();
    }
  }

  private static long announced(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
