package aifactory.console.access;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Headers that keep a browser from running, framing or guessing anything we did not mean. On every
/// answer: pages, API and streamed ones.
@ApplicationScoped
public class PageHeaders {
  private static final int BEFORE_ALL = -10_000;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  void register(@Observes Router router) {
    router
        .route()
        .order(BEFORE_ALL)
        .handler(context -> {
          context
              .response()
              .putHeader("Content-Security-Policy", POLICY)
              .putHeader("X-Content-Type-Options", "nosniff")
              .putHeader("X-Frame-Options", "DENY")
              .putHeader("Referrer-Policy", "no-referrer")
              .putHeader("Cross-Origin-Opener-Policy", "same-origin")
              .putHeader("Cross-Origin-Resource-Policy", "same-origin")
              .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
          context.next();
        });
  }
}
