package aifactory.launcher.part;

/// Hears what happens to parts; called from the parts' own threads.
@FunctionalInterface
public interface PartWatcher {
  /// @param message what a person should know, one line; empty when the state says it all
  void changed(Part part, PartState state, String message);
}
