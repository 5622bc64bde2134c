package aifactory.console.dashboard;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Pages under their names: `/sources` is `sources.html`. A name that has no page goes on to
/// whoever else may answer it.
@ApplicationScoped
public class Pages {
  private static final String ROOT = "META-INF/resources/";

  void register(@Observes Router router) {
    router.getWithRegex("/[a-z]+").handler(Pages::find);
  }

  private static void find(RoutingContext context) {
    String page = context.normalizedPath().substring(1) + ".html";
    if (Thread.currentThread().getContextClassLoader().getResource(ROOT + page) == null) {
      context.next();
    } else {
      context.reroute("/" + page);
    }
  }
}
