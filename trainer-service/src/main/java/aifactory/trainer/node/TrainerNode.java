package aifactory.trainer.node;

import aifactory.event.NodeSetting;
import aifactory.node.NodeWork;
import aifactory.node.SettingsInForce;
import aifactory.trainer.loop.Counters;
import aifactory.trainer.loop.WorkGate;
import java.util.List;
import java.util.Map;

/// Start, stop and drain for the whole trainer. They return at once; the step in hand is finished;
/// drained, it also ends in a checkpoint.
public final class TrainerNode implements NodeWork {
  private final WorkGate gate;
  private final Counters counters;
  private final Map<String, String> profile;

  public TrainerNode(WorkGate gate, Counters counters, Map<String, String> profile) {
    this.gate = gate;
    this.counters = counters;
    this.profile = Map.copyOf(profile);
  }

  @Override
  public boolean start() {
    return gate.start();
  }

  @Override
  public boolean stop() {
    return gate.stop();
  }

  @Override
  public boolean drain() {
    return gate.drain();
  }

  @Override
  public boolean isDraining() {
    return gate.isDraining();
  }

  @Override
  public boolean isRunning() {
    return gate.isOpen();
  }

  @Override
  public List<NodeSetting> settings() {
    return SettingsInForce.all();
  }

  @Override
  public Map<String, Long> counters() {
    return counters.snapshot();
  }

  @Override
  public Map<String, String> profile() {
    return profile;
  }
}
