package aifactory.console;

import aifactory.console.feed.EventIntake;
import aifactory.console.gate.GateIntake;
import aifactory.console.outbox.ChangeCapture;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Ready when orders are captured, events arrive and the gate reads.
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class ConsoleReadiness implements HealthCheck {
  private final ChangeCapture capture;
  private final EventIntake intake;
  private final GateIntake gate;

  ConsoleReadiness(ChangeCapture capture, EventIntake intake, GateIntake gate) {
    this.capture = capture;
    this.intake = intake;
    this.gate = gate;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("console")
        .withData("capture", capture.isRunning())
        .withData("intake", intake.isRunning())
        .withData("gate", gate.isRunning())
        .status(capture.isRunning() && intake.isRunning() && gate.isRunning())
        .build();
  }
}
