package aifactory.launcher;

import aifactory.launcher.check.Doctor;
import aifactory.launcher.check.Finding;
import aifactory.launcher.door.DoorClosedException;
import aifactory.launcher.part.PlainLog;
import aifactory.launcher.screen.Screen;
import aifactory.launcher.settings.BadSettingsException;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.train.TrainCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The command line behind `./factory`: exit 0 when it worked, 1 when it did not, 2 when it was not
/// understood.
public final class FactoryCommand {
  private static final int NOT_UNDERSTOOD = 2;
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "up",
          List.of("--nodes"),
          "down",
          List.of(),
          "status",
          List.of("--json"),
          "doctor",
          List.of());

  private FactoryCommand() {}

  public static void main(String[] arguments) {
    PlainLog.severeOnly();
    List<String> words = List.of(arguments);
    try {
      System.exit(run(words));
    } catch (BadSettingsException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(NOT_UNDERSTOOD);
    } catch (DoorClosedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (IOException | RuntimeException e) {
      System.err.println("failed: " + reason(e));
      System.exit(1);
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error.toString() : error.getMessage() + ": " + reason(cause);
  }

  static int run(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("what shall I do? See ./factory --help");
    }
    Path root = Path.of(System.getProperty("factory.root", ".")).toAbsolutePath().normalize();
    List<String> rest = words.subList(1, words.size());
    refuseUnknown(words.getFirst(), rest);
    FactorySettings settings = FactorySettings.from(environment(words), root);
    return switch (words.getFirst()) {
      case "up" -> new Launcher(settings, Screen.standard()).up();
      case "join" ->
          new JoinCommand(settings).run(rest, System.getenv().getOrDefault("JOIN_TOKEN", ""));
      case "down" -> new Shutdown(settings).run();
      case "status" -> new StatusCommand(settings).run(rest.contains("--json"));
      case "rehearse" -> new Rehearsal(settings, Screen.standard()).run();
      case "doctor" -> doctor(settings);
      case "add" -> new AddCommand(settings).run(rest);
      case "retract" -> new RetractCommand(settings).run(rest);
      case "dataset" -> new DatasetCommand(settings).run(rest);
      case "train" -> new TrainCommand(settings).run(rest);
      case "promote" -> new PromoteCommand(settings).run(rest);
      case "rejudge" -> new RejudgeCommand(settings).run(rest);
      case "explain" -> new ExplainCommand(settings).run(rest);
      case "conformance" -> new ConformanceCommand(settings.root()).run(rest);
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is not a command; see ./factory --help".formatted(words.getFirst()));
    };
  }

  /// What is not understood must not start or stop anything. The other commands read their words
  /// themselves.
  private static void refuseUnknown(String command, List<String> rest) {
    List<String> known = OPTIONS.get(command);
    if (known == null) {
      return;
    }
    boolean valued = command.equals("up") && rest.size() == 2;
    for (String word : valued ? rest.subList(0, 1) : rest) {
      if (!known.contains(word)) {
        throw new IllegalArgumentException(
            "%s does not know \"%s\"; see ./factory --help".formatted(command, word));
      }
    }
  }

  /// The settings, with what `up --nodes NUMBER` says.
  private static Map<String, String> environment(List<String> words) {
    int option = words.indexOf("--nodes");
    if (!words.getFirst().equals("up") || option < 0) {
      return System.getenv();
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("NODES", option + 1 < words.size() ? words.get(option + 1) : "");
    return environment;
  }

  private static int doctor(FactorySettings settings) {
    List<Finding> findings = new Doctor(settings).examine();
    findings.forEach(System.out::println);
    return findings.stream().allMatch(Finding::good) ? 0 : 1;
  }
}
