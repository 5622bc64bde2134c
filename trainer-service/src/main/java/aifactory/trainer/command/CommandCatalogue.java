package aifactory.trainer.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Every command by its name.
enum CommandCatalogue {
  /// Reads somebody's model.
  IMPORT(ImportCommand::new),
  /// Writes a model for others.
  EXPORT(ExportCommand::new),
  /// Lets a model write on.
  GENERATE(GenerateCommand::new),
  /// Asks a model how likely a text is.
  SCORE(ScoreCommand::new),
  /// Asks a model a battery of tasks.
  EVAL(EvalCommand::new),
  /// Learns and uses vocabularies.
  TOKENIZER(TokenizerCommand::new);

  private final Supplier<Command> making;

  CommandCatalogue(Supplier<Command> making) {
    this.making = making;
  }

  Command make() {
    return making.get();
  }

  static Optional<CommandCatalogue> named(String name) {
    return Arrays.stream(values())
        .filter(entry -> entry.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
