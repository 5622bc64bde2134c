package aifactory.trainer.rest;

import aifactory.trainer.TrainerService;
import aifactory.trainer.loop.Progress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET /api/training`: what the trainer is doing.
@Path("/api/training")
public class TrainingResource {
  private final TrainerService service;

  public TrainingResource(TrainerService service) {
    this.service = service;
  }

  /// @param status what was announced last; null before the broker was reached
  /// @param newestDataset id of the dataset version that work begun now would draw from; null =
  ///   none was heard of yet
  /// @param profile the machine as it was found, and what is in force on it
  /// @param policyOrders offset of `policy.sources` up to which every step that begins obeys
  public record TrainingResponse(
      boolean ready,
      boolean paused,
      Progress.@Nullable Status status,
      Map<String, Long> counters,
      @Nullable String newestDataset,
      Map<String, String> profile,
      long policyOrders) {}

  @GET
  public TrainingResponse training() {
    return new TrainingResponse(
        service.isReady(),
        service.isPaused(),
        service.status().orElse(null),
        service.counters(),
        service.newestDataset().orElse(null),
        service.profile(),
        service.policyOrders());
  }
}
