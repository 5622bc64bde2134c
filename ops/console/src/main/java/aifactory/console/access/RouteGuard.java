package aifactory.console.access;

import aifactory.console.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/// Keeps routes that are no resources, and so pass by [AccessFilter], to the same rule.
@ApplicationScoped
public class RouteGuard {
  private final Gatekeeper gatekeeper;

  RouteGuard(Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
  }

  /// Goes on where reading is open or whoever asks has the role, refuses otherwise; never goes on
  /// for what a foreign page or somebody in too much of a hurry asks.
  public void guard(RoutingContext context, Role least, Runnable onward) {
    Optional<Gatekeeper.Objection> foreign = Gatekeeper.foreign(context.request());
    if (foreign.isPresent()) {
      refuse(context, foreign.get());
    } else if (!gatekeeper.readsAreOpen(context)) {
      context
          .vertx()
          .executeBlocking(() -> gatekeeper.objection(context, least), false)
          .onSuccess(objection -> settle(context, objection, onward))
          .onFailure(context::fail);
    } else if (Gatekeeper.presentsNothing(context.request())) {
      settle(context, gatekeeper.hasteOfNobody(context), onward);
    } else {
      context
          .vertx()
          .executeBlocking(() -> gatekeeper.haste(context), false)
          .otherwise(away -> gatekeeper.hasteOfNobody(context)) // the model is there all the same
          .onSuccess(objection -> settle(context, objection, onward));
    }
  }

  private static void settle(
      RoutingContext context, Optional<Gatekeeper.Objection> objection, Runnable onward) {
    objection.ifPresentOrElse(why -> refuse(context, why), onward);
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
