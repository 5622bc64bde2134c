package aifactory.preprocess.quality;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How much of a list of strings came before in it.
///
/// @param elements of the list
/// @param repeated elements that came before
/// @param characters code points in them
record Repeats(int elements, int repeated, int characters) {
  static Repeats of(List<String> elements) {
    Set<String> seen = new HashSet<>();
    int repeated = 0;
    int characters = 0;
    for (String element : elements) {
      if (!seen.add(element)) {
        repeated++;
        characters += element.codePointCount(0, element.length());
      }
    }
    return new Repeats(elements.size(), repeated, characters);
  }

  double share() {
    return elements == 0 ? 0 : (double) repeated / elements;
  }
}
