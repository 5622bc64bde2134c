package aifactory.node;

import aifactory.event.NodeSetting;
import java.util.List;
import java.util.Map;

/// What a service lets the factory steer. Calls come from the node agent's threads and must return
/// within a second.
public interface NodeWork {
  /// Begins or resumes work; returns false when it already runs.
  boolean start();

  /// Pauses work after what is in hand; returns false when it is already paused.
  boolean stop();

  /// Ends what is in hand and takes nothing new, then is paused; returns false when it was not at
  /// work. Returns at once: what is in hand ends by and by.
  default boolean drain() {
    return stop();
  }

  /// Whether something is still in hand after [#drain()].
  default boolean isDraining() {
    return false;
  }

  /// Whether it works now.
  boolean isRunning();

  /// Running totals since process start, shown by the console and summed into rates.
  Map<String, Long> counters();

  /// What the machine was found to be and what follows from it, for people; empty = nothing to say.
  default Map<String, String> profile() {
    return Map.of();
  }

  /// The settings it began with, told once; empty = it has none of its own.
  default List<NodeSetting> settings() {
    return List.of();
  }

  /// What people should know of this node, such as why it can do nothing; empty = nothing to say.
  default String note() {
    return "";
  }
}
