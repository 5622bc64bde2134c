package aifactory.trainer.command;

import aifactory.trainer.export.ExportException;
import aifactory.trainer.gguf.GgufException;
import aifactory.trainer.portable.RefusedModelException;
import aifactory.trainer.vocabulary.VocabularyException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `./factory import | export | generate | score | tokenizer`. Exit status: 0 done, 1 refused or
/// failed, 2 not understood.
public final class TrainerCommand {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int NOT_UNDERSTOOD = 2;

  private TrainerCommand() {}

  public static void main(String[] words) {
    // The libraries' logger starts with the first class that logs, and only with this manager.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Console console = new Console(System.in, out, System.err);
    int status = run(List.of(words), console);
    out.flush();
    System.exit(status);
  }

  static int run(List<String> words, Console console) {
    if (words.isEmpty() || CommandCatalogue.named(words.getFirst()).isEmpty()) {
      String known = Arrays.toString(CommandCatalogue.values()).toLowerCase(Locale.ROOT);
      console
          .err()
          .println("commands: " + known + "; training and scoring are jobs of the factory");
      return NOT_UNDERSTOOD;
    }
    Command command = CommandCatalogue.named(words.getFirst()).orElseThrow().make();
    List<String> rest = words.subList(1, words.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      console.answer(command.help());
      return DONE;
    }
    try {
      command.run(Words.of(command, rest), console);
      return DONE;
    } catch (UsageException e) {
      console.err().println(words.getFirst() + ": " + e.getMessage() + "; see --help");
      return NOT_UNDERSTOOD;
    } catch (RefusedModelException
        | VocabularyException
        | GgufException
        | ExportException
        | IllegalArgumentException
        | IOException e) {
      console.err().println(words.getFirst() + ": " + e.getMessage());
      return FAILED;
    } catch (Exception e) { // a bug or a full disk: the trace helps whoever reads it
      e.printStackTrace(console.err());
      return FAILED;
    }
  }
}
