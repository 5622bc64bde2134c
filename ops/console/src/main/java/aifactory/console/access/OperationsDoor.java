package aifactory.console.access;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Metrics and the description of the routes need a role where reading does. Health is asked by
/// whoever starts and watches the process, and tells nobody anything.
@ApplicationScoped
class OperationsDoor {
  private static final List<String> PATHS = List.of("/q/metrics*", "/q/openapi*");
  private static final int BEFORE_ALL = -2_000_000;

  private final RouteGuard guard;

  OperationsDoor(RouteGuard guard) {
    this.guard = guard;
  }

  void register(@Observes Router router) {
    PATHS.forEach(path ->
        router
            .route(path)
            .order(BEFORE_ALL)
            .handler(context -> guard.guard(context, Role.VIEWER, context::next)));
  }
}
