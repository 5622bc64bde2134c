package aifactory.inference.rest;

import aifactory.inference.answer.Models;
import aifactory.inference.batch.BatchFigures;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.bundle.SlotState;
import aifactory.inference.intake.Intake;
import aifactory.inference.node.InferenceWork;
import aifactory.inference.retrieve.PassageIndex;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/inference`: what the service does now.
@Path("/api/inference")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class StateResource {
  private final ModelSlot slot;
  private final Aliases aliases;
  private final Models models;
  private final Intake intake;
  private final InferenceWork work;

  public StateResource(
      ModelSlot slot, Aliases aliases, Models models, Intake intake, InferenceWork work) {
    this.slot = slot;
    this.aliases = aliases;
    this.models = models;
    this.intake = intake;
    this.work = work;
  }

  /// @param followed alias that decides which bundle serves
  /// @param models bundle id by name: what can be asked for without loading anything
  record State(
      boolean ready,
      boolean running,
      @JsonProperty("slot_state") String slotState,
      SlotState slot,
      String followed,
      Map<String, String> aliases,
      Map<String, String> models,
      @Nullable BatchFigures batch,
      @Nullable Index index,
      Map<String, Long> counters) {}

  /// @param rebuilt why the index was made again since start; "" = it was not
  record Index(
      long passages,
      long versions,
      @JsonProperty("next_offsets") Map<Integer, Long> nextOffsets,
      String rebuilt) {}

  @GET
  public State state() {
    SlotState now = slot.state();
    return new State(
        intake.isReady(),
        work.isRunning(),
        now.word(),
        now,
        aliases.followed(),
        aliases.bundleIds(),
        models.named(),
        slot.figures().orElse(null),
        intake.index().map(StateResource::described).orElse(null),
        work.counters());
  }

  private static Index described(PassageIndex index) {
    return new Index(
        index.passages(), index.versions(), index.position().nextOffsets(), index.rebuilt());
  }
}
