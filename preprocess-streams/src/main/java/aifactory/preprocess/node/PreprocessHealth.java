package aifactory.preprocess.node;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/// Alive while nothing has failed for good; ready when documents flow and orders are heard.
final class PreprocessHealth {
  private PreprocessHealth() {}

  /// Whether a restart would help.
  @Liveness
  @ApplicationScoped
  static class Live implements HealthCheck {
    private final PreprocessNode node;

    Live(PreprocessNode node) {
      this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
      boolean dead =
          node.failure().isPresent()
              || node.kitchen().map(open -> open.state() == KafkaStreams.State.ERROR).orElse(false);
      return HealthCheckResponse.named("preprocess").status(!dead).build();
    }
  }

  /// Whether work is done.
  @Readiness
  @ApplicationScoped
  static class Ready implements HealthCheck {
    private final PreprocessNode node;

    Ready(PreprocessNode node) {
      this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
      return HealthCheckResponse.named("flow")
          .status(node.kitchen().map(Kitchen::isReady).orElse(false))
          .withData(
              "state",
              node.kitchen().map(open -> open.state().name()).orElse("waiting for the broker"))
          .build();
    }
  }
}
