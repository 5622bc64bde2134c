package aifactory.inference.answer;

import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.bundle.Aliases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names under which the served model may be asked for: `factory`, whatever that is now; the alias
/// that is followed and every other alias that means the same bundle; its id.
public final class ModelNames {
  /// Always the served model, before and after a promotion.
  public static final String WHATEVER_IS_SERVED = "factory";

  private final Aliases aliases;

  public ModelNames(Aliases aliases) {
    this.aliases = aliases;
  }

  /// The names for a bundle.
  public List<String> of(@Nullable String servingId) {
    List<String> names = new ArrayList<>();
    names.add(WHATEVER_IS_SERVED);
    names.add(aliases.followed());
    for (Map.Entry<String, String> alias : aliases.bundleIds().entrySet()) {
      if (alias.getValue().equals(servingId) && !names.contains(alias.getKey())) {
        names.add(alias.getKey());
      }
    }
    if (servingId != null) {
      names.add(servingId);
    }
    return names;
  }

  /// @throws RequestRefusedException when a client asks for a model that does not serve here
  void require(@Nullable String asked, @Nullable String servingId) {
    if (asked != null && !of(servingId).contains(asked)) {
      throw new RequestRefusedException(
          Reason.MODEL_NOT_FOUND,
          "model",
          "model '%s' is not served here; served: %s".formatted(asked, of(servingId)));
    }
  }
}
