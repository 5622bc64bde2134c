package aifactory.trainer.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words behind a command's name: options with values, flags, and the rest. Only options that
/// the command's help names are taken.
final class Words {
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(--[a-z-]+)");
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final Set<String> flags = new HashSet<>();
  private final List<String> rest = new ArrayList<>();

  private Words() {}

  static Words of(Command command, List<String> words) {
    Set<String> known = new HashSet<>();
    Matcher named = OPTION.matcher(command.help());
    while (named.find()) {
      known.add(named.group(1));
    }
    Words parsed = new Words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--") || word.equals("--")) {
        parsed.rest.add(word);
      } else if (!known.contains(word)) {
        throw new UsageException(word + " is not an option of this command");
      } else if (command.flags().contains(word)) {
        parsed.flags.add(word);
      } else if (command.implied().containsKey(word)
          && (i + 1 == words.size() || words.get(i + 1).startsWith("--"))) {
        parsed.options.put(word, List.of(Objects.requireNonNull(command.implied().get(word))));
      } else if (i + 1 == words.size()) {
        throw new UsageException(word + " needs a value");
      } else {
        i++;
        parsed.options.computeIfAbsent(word, _ -> new ArrayList<>()).add(words.get(i));
      }
    }
    return parsed;
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).map(List::getLast);
  }

  List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  List<String> rest() {
    return rest;
  }

  String required(String name) {
    return option(name).orElseThrow(() -> new UsageException(name + " is missing"));
  }

  Path path(String name) {
    return Path.of(required(name));
  }

  int whole(String name, int otherwise, int atLeast) {
    double given = number(name, otherwise);
    if (given != Math.rint(given) || given < atLeast || given > Integer.MAX_VALUE) {
      throw new UsageException(
          "%s must be a whole number of at least %d, is %s"
              .formatted(name, atLeast, option(name).orElse("")));
    }
    return (int) given;
  }

  double number(String name, double otherwise) {
    try {
      return option(name).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " must be a number, is " + option(name).orElse(""));
    }
  }
}
