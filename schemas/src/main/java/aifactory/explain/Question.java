package aifactory.explain;

import com.fasterxml.jackson.databind.JsonNode;

/// One thing that can be asked of a service's rules. The fields of question and answer are
/// documented in `docs/guides/explain.md`.
public interface Question {
  /// The word after `./factory explain`.
  String name();

  /// One line for `--help`: the fields of the question and of the answer.
  String usage();

  /// Answers one question.
  ///
  /// @param asked a JSON object
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  JsonNode answer(JsonNode asked);
}
