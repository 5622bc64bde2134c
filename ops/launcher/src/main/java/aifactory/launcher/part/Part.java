package aifactory.launcher.part;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One process of the factory, as it is meant to run.
///
/// @param name also the name of its log file and of its process record
/// @param address where it can be reached, for people
/// @param command the command line
/// @param environment added to the launcher's own environment
/// @param after parts that must be ready before this one starts
/// @param preparation done before every start of the process
/// @param ready how to know that it works
/// @param stop how it is asked to end
public record Part(
    String name,
    String address,
    List<String> command,
    Map<String, String> environment,
    Set<String> after,
    Preparation preparation,
    ReadyCheck ready,
    StopSignal stop) {

  /// Work before the process starts, such as creating its directory. Repeated at every restart.
  @FunctionalInterface
  public interface Preparation {
    /// A preparation that does nothing.
    Preparation NONE = () -> {};

    void prepare() throws IOException;
  }

  /// The signal that asks for an orderly end.
  public enum StopSignal {
    TERMINATE,
    /// PostgreSQL waits for its clients on TERM and ends at once, cleanly, on INT.
    INTERRUPT
  }
}
