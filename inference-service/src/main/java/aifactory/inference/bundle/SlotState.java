package aifactory.inference.bundle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a slot does, for people. Immutable; replaced as a whole.
public sealed interface SlotState {
  /// Nothing was published yet.
  record Empty() implements SlotState {}

  /// A bundle is being verified and loaded.
  ///
  /// @param serving bundle that answers meanwhile; null = none
  record Loading(String bundleId, @Nullable String serving) implements SlotState {}

  /// A bundle answers.
  ///
  /// @param refused a newer bundle that was refused; null = none
  record Serving(String bundleId, Instant since, @Nullable Refusal refused) implements SlotState {}

  /// The only bundle there is was refused; nothing answers.
  record Failed(Refusal refused) implements SlotState {}

  /// The word for it.
  default String word() {
    return switch (this) {
      case Empty() -> "empty";
      case Loading _ -> "loading";
      case Serving _ -> "serving";
      case Failed _ -> "failed";
    };
  }
}
