package aifactory.trainer.command;

import java.util.List;
import java.util.Map;

/// One command of the trainer.
interface Command {
  /// What `--help` prints; its options are those a line of which begins with `--`.
  String help();

  /// Does it.
  ///
  /// @throws UsageException when the words make no sense
  /// @throws Exception when the world fails; its message is shown
  void run(Words words, Console console) throws Exception;

  /// Options whose value may be left out, with what is then meant.
  default Map<String, String> implied() {
    return Map.of();
  }

  /// Names of options that stand alone.
  default List<String> flags() {
    return List.of();
  }
}
