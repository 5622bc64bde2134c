package aifactory.inference.rest;

import aifactory.inference.intake.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every ruling is known and the index has caught up; a model is not needed for that.
@Readiness
@ApplicationScoped
public class IntakeReadiness implements HealthCheck {
  private final Intake intake;

  public IntakeReadiness(Intake intake) {
    this.intake = intake;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("intake").status(intake.isReady()).build();
  }
}
