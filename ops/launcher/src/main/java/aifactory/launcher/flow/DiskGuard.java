package aifactory.launcher.flow;

import aifactory.contract.topic.Topics;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Pauses the whole flow before the disk is full and lets it go on when there is room again. Called
/// by one thread.
public final class DiskGuard {
  private static final long MIB = 1024 * 1024;

  private final long minFreeBytes;
  private final LongSupplier freeBytes;
  private final Commands commands;
  private boolean paused;

  /// Tells all nodes to stop or start working.
  @FunctionalInterface
  public interface Commands {
    void send(NodeAction action);

    /// Commands as events on `node.commands`.
    static Commands over(KafkaSettings kafka, InstantSource clock) {
      return action -> {
        try (EventProducer producer = EventProducer.open(kafka, "launcher-disk-guard")) {
          producer.sendAndWait(
              Topics.NODE_COMMANDS,
              "all",
              NodeCommanded.newBuilder()
                  .setCommandId(UUID.randomUUID().toString())
                  .setTarget("all")
                  .setAction(action)
                  .setActor("launcher: disk guard")
                  .setCommandedAt(clock.instant())
                  .build());
        }
      };
    }
  }

  /// @param minFreeBytes pause below this; go on above one and a half times this
  public DiskGuard(long minFreeBytes, LongSupplier freeBytes, Commands commands) {
    this.minFreeBytes = minFreeBytes;
    this.freeBytes = freeBytes;
    this.commands = commands;
  }

  /// Looks once; returns what a person should know, if something changed.
  public Optional<String> look() {
    long free = freeBytes.getAsLong();
    if (!paused && free < minFreeBytes) {
      commands.send(NodeAction.STOP);
      paused = true;
      return Optional.of(
          "the disk is nearly full (%d MB free, bound %d MB): the flow is paused, nothing is lost; make room and it goes on by itself"
              .formatted(free / MIB, minFreeBytes / MIB));
    }
    if (paused && free > minFreeBytes + minFreeBytes / 2) {
      commands.send(NodeAction.START);
      paused = false;
      return Optional.of(
          "there is room again (%d MB free): the flow goes on".formatted(free / MIB));
    }
    return Optional.empty();
  }
}
