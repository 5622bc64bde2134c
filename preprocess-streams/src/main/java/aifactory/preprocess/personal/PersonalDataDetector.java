package aifactory.preprocess.personal;

import java.util.List;

/// Finds one kind of personal data. Pure and thread-safe, linear in the length of the text.
@FunctionalInterface
public interface PersonalDataDetector {
  /// In order of their start, not overlapping.
  List<PersonalDatum> find(Passage passage);
}
