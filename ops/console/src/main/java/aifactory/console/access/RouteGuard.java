package aifactory.console.access;

import aifactory.console.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// Keeps routes that are no resources, and so pass by [AccessFilter], to the same rule.
@ApplicationScoped
public class RouteGuard {
  private final Gatekeeper gatekeeper;

  RouteGuard(Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
  }

  /// Goes on where reading is open or whoever asks has the role, refuses otherwise.
  public void guard(RoutingContext context, Role least, Runnable onward) {
    if (gatekeeper.readsAreOpen(context)) {
      onward.run();
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> gatekeeper.objection(context, least), false)
        .onSuccess(objection -> objection.ifPresentOrElse(why -> refuse(context, why), onward))
        .onFailure(context::fail);
  }

  private static void refuse(RoutingContext context, Gatekeeper.Objection why) {
    HttpServerResponse response =
        context
            .response()
            .setStatusCode(why.status())
            .putHeader("Content-Type", Problem.TYPE.toString());
    if (why.retrySeconds() > 0) {
      response.putHeader("Retry-After", String.valueOf(why.retrySeconds()));
    } else if (why.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"ai-factory\"");
    }
    context.request().resume(); // what was sent along is read and dropped: an answer, no cut line
    response.end(
        new JsonObject(Problem.body(why.status(), why.code(), why.message(), Map.of())).encode());
  }
}
