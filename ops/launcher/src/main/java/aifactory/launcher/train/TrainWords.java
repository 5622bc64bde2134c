package aifactory.launcher.train;

import aifactory.contract.manifest.FormCatalogue;
import aifactory.contract.manifest.FormField;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The words behind `./factory train`: every field of the training form is an option.
///
/// @param order what is posted: the form, artifact name, node type
/// @param out where the artifact is written to; empty = it stays in the model store
/// @param preview only what would come of it
/// @param detach does not wait for the end
/// @param json the answer as JSON
public record TrainWords(
    ObjectNode order, Optional<Path> out, boolean preview, boolean detach, boolean json) {
  private static final List<String> ORDER = List.of("artifact_name", "node_type", "run_name");

  /// How it is used.
  public static String help() {
    String fields =
        FormCatalogue.FIELDS.stream()
            .filter(field -> field.unavailable().isEmpty())
            .filter(field -> !field.name().equals("base_model") && !field.name().equals("task"))
            .map(TrainWords::line)
            .collect(Collectors.joining("\n"));
    return """
    usage: ./factory train [--base-model PRESET | --from MODEL] [OPTIONS]

    Asks the running factory to train a model, shows how far it is, and ends when the artifact is
    published: a ZIP with its manifest. Ctrl-C ends only the watching; the job goes on.

      --base-model PRESET  nano (default), tiny, small, base or medium, for GPUs gpt-small, gpt-medium
                           or gpt-large: a new model
      --from MODEL         an artifact, bundle or checkpoint that was trained here: trained on
      --artifact-name N    COMPONENT-BASE-PURPOSE-vMAJOR (default: by that rule with --component,
                           else made of node type, model, run name and time)
      --node-type T        sensing, encoder, inference (default), decision, memory, trainer,
                           aggregator or management
      --run-name N         part of a name that is made
      --out FILE           also writes the ZIP there
      --preview            only says what would come of it, as JSON
      --detach             does not wait for the end; prints the job
      --json               the answer as JSON

    """
        + fields
        + "\n";
  }

  private static String line(FormField field) {
    String option = "--" + field.name().replace('_', '-');
    String takes =
        switch (field.kind()) {
          case CHOICE ->
              field.choices().stream()
                      .filter(choice -> choice.unavailable().isEmpty())
                      .map(FormField.Choice::value)
                      .collect(Collectors.joining(", "))
                  + missing(field);
          case WHOLE, NUMBER ->
              "from %s to %s".formatted(plain(field.least()), plain(field.most()));
          case TAGS -> "texts, separated by commas";
          case TEXT -> "a text";
        };
    String standard =
        field
            .standard()
            .filter(each -> !each.equals("none"))
            .map(each -> " (default " + each + ")")
            .orElse("");
    return "  %-22s %s%s".formatted(option, takes, standard);
  }

  private static String missing(FormField field) {
    String missing =
        field.choices().stream()
            .filter(choice -> choice.unavailable().isPresent())
            .map(FormField.Choice::value)
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? "" : "; not yet: " + missing;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /// Reads them.
  ///
  /// @throws IllegalArgumentException naming the word that is not understood
  public static TrainWords of(List<String> words) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("base_model", "nano").put("task", "lm-pretrain");
    Optional<Path> out = Optional.empty();
    boolean preview = false;
    boolean detach = false;
    boolean json = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--preview" -> preview = true;
        case "--detach" -> detach = true;
        case "--json" -> json = true;
        case "--quantize" -> {
          boolean alone = i + 1 == words.size() || words.get(i + 1).startsWith("--");
          order.put("quantize", alone ? "int8" : words.get(++i).toLowerCase(Locale.ROOT));
        }
        case "--from" -> {
          order.put("base_model", value(words, i)).put("task", "lm-finetune");
          i++;
        }
        case "--out" -> {
          out = Optional.of(Path.of(value(words, i)));
          i++;
        }
        default -> {
          put(order, word, value(words, i));
          i++;
        }
      }
    }
    return new TrainWords(order, out, preview, detach, json);
  }

  private static String value(List<String> words, int at) {
    if (!words.get(at).startsWith("--")) {
      throw new IllegalArgumentException(
          words.get(at) + " is no option; see ./factory train --help");
    }
    if (at + 1 == words.size() || words.get(at + 1).startsWith("--")) {
      throw new IllegalArgumentException(words.get(at) + " needs a value");
    }
    return words.get(at + 1);
  }

  private static void put(ObjectNode order, String word, String value) {
    String name = word.substring(2).replace('-', '_');
    if (ORDER.contains(name)) {
      order.put(name, value);
      return;
    }
    FormField field =
        FormCatalogue.named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    word + " is no option of this command; see ./factory train --help"));
    switch (field.kind()) {
      case TEXT, CHOICE -> order.put(name, value);
      case TAGS -> {
        for (String tag : value.split(",")) {
          order.withArray(name).add(tag.strip());
        }
      }
      case WHOLE, NUMBER -> {
        try {
          double number = Double.parseDouble(value);
          boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
          if (whole) {
            order.put(name, (long) number);
          } else {
            order.put(name, number);
          }
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(word + " must be a number, is " + value);
        }
      }
    }
  }
}
