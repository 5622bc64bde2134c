package aifactory.trainer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when all orders so far are known and the loop runs.
@Readiness
@ApplicationScoped
public class TrainerReadiness implements HealthCheck {
  private final TrainerService service;

  public TrainerReadiness(TrainerService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("training-loop").status(service.isReady()).build();
  }
}
