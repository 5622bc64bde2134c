package aifactory.trainer.portable;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tokens that begin and end texts.
///
/// @param beginId put before a text; null = none
/// @param endIds end an answer
/// @param chatTemplate Jinja template; null = no chat form
public record TokenUse(
    @Nullable Integer beginId, List<Integer> endIds, @Nullable String chatTemplate) {
  /// Nothing known.
  public static final TokenUse NONE = new TokenUse(null, List.of(), null);
}
