package aifactory.trainer.portable;

import java.util.List;
import java.util.Map;

/// Where a model came from: for its papers.
///
/// @param format what it was read from, such as `hugging-face`
/// @param name of the file or directory
/// @param license of the weights; `unspecified` when nothing says so
/// @param tags sources and languages of its text
/// @param trained steps, tokens and hashes of our own training, as text by name; empty for others'
/// @param form what our own training was asked for, by the names of the training form; empty for
///   others'
public record Origin(
    String format,
    String name,
    String license,
    List<String> tags,
    Map<String, String> trained,
    Map<String, Object> form) {
  /// Somebody else's model.
  public static Origin foreign(String format, String name, String license) {
    return new Origin(format, name, license, List.of(), Map.of(), Map.of());
  }
}
