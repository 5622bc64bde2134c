package aifactory.console.artifact;

import aifactory.console.setting.ConsoleConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Lets artifacts be larger than orders: every other route keeps the limit of
/// `quarkus.http.limits.max-body-size`.
@ApplicationScoped
public class UploadRoom {
  private static final int AFTER_THE_LIMIT = -1;
  private final ConsoleConfig config;

  UploadRoom(ConsoleConfig config) {
    this.config = config;
  }

  void register(@Observes Router router) {
    router
        .post("/api/artifacts")
        .order(AFTER_THE_LIMIT)
        .handler(context -> {
          context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, config.artifactMaxBytes());
          context.next();
        });
  }
}
