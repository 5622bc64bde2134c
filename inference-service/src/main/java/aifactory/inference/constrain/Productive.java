package aifactory.inference.constrain;

import aifactory.inference.constrain.Rule.Choice;
import aifactory.inference.constrain.Rule.OneByte;
import aifactory.inference.constrain.Rule.Reference;
import aifactory.inference.constrain.Rule.Repeat;
import aifactory.inference.constrain.Rule.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Whether every part of a rule comes to an end: a schema that requires itself has no finite value,
/// and whoever began one could never finish.
final class Productive {
  private final Set<Rule> productive = Collections.newSetFromMap(new IdentityHashMap<>());

  private Productive() {}

  /// @throws FormRefusedException when a part has no text
  static void require(Rule root) {
    List<Rule> all = reachable(root).reversed(); // parts mostly before what they are parts of
    Productive found = new Productive();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Rule rule : all) {
        grown |= !found.productive.contains(rule) && found.ends(rule) && found.productive.add(rule);
      }
    }
    for (Rule rule : all) {
      if (!found.productive.contains(rule)) {
        String name = rule instanceof Reference reference ? reference.toString() : "";
        throw new FormRefusedException(name, "there is no finite value for a part of the form");
      }
    }
  }

  private boolean ends(Rule rule) {
    return switch (rule) {
      case OneByte _ -> true;
      case Sequence sequence -> productive.containsAll(sequence.parts);
      case Choice choice -> choice.parts.stream().anyMatch(productive::contains);
      case Repeat repeat -> repeat.min == 0 || productive.contains(repeat.part);
      case Reference reference -> productive.contains(reference.target());
    };
  }

  private static List<Rule> reachable(Rule root) {
    List<Rule> found = new ArrayList<>();
    Set<Rule> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Rule> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Rule rule = open.pop();
      if (!seen.add(rule)) {
        continue;
      }
      found.add(rule);
      switch (rule) {
        case OneByte _ -> {}
        case Sequence sequence -> open.addAll(sequence.parts);
        case Choice choice -> open.addAll(choice.parts);
        case Repeat repeat -> open.add(repeat.part);
        case Reference reference -> open.add(reference.target());
      }
    }
    return found;
  }
}
