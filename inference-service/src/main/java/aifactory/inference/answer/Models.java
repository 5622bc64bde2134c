package aifactory.inference.answer;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.BundleRefusedException;
import aifactory.inference.bundle.ModelLease;
import aifactory.inference.bundle.ModelShelf;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.bundle.ShelfFullException;
import aifactory.inference.bundle.SlotState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The models that can be asked for, by name: `factory` and the alias that is followed are whatever
/// serves; the other aliases and the ids of all bundles in the store are loaded beside it when they
/// are asked for. Thread-safe.
public final class Models {
  /// Always the served model, before and after a promotion.
  public static final String WHATEVER_IS_SERVED = "factory";

  private final ModelSlot slot;
  private final Aliases aliases;
  private final ModelShelf shelf;

  public Models(ModelSlot slot, Aliases aliases, ModelShelf shelf) {
    this.slot = slot;
    this.aliases = aliases;
    this.shelf = shelf;
  }

  /// Bundle id by name; of those in the store, the ones in memory only.
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    Optional<String> serving = slot.servingId();
    serving.ifPresent(id -> {
      named.put(WHATEVER_IS_SERVED, id);
      named.put(aliases.followed(), id);
    });
    aliases.bundleIds().forEach(named::putIfAbsent);
    serving.ifPresent(id -> named.put(id, id));
    shelf.loaded().forEach(id -> named.put(id, id));
    return named;
  }

  /// The slot's state, for people.
  public SlotState state() {
    return slot.state();
  }

  /// Since when the served model serves; the epoch = none does.
  public Instant servingSince() {
    return slot.state() instanceof SlotState.Serving serving ? serving.since() : Instant.EPOCH;
  }

  /// Shape of a bundle in the store, read from its files; empty = damaged.
  public Optional<GenerationConfiguration> shape(String bundleId) {
    return shelf.shape(bundleId);
  }

  /// The bundle that a name means.
  ///
  /// @throws RequestRefusedException when there is none
  public String bundleOf(String name) {
    if (isServed(name)) {
      return slot.servingId().orElseThrow(() -> unknown(name));
    }
    String id = aliases.bundleIds().getOrDefault(name, name);
    if (!slot.servingId().equals(Optional.of(id)) && !shelf.offers(id)) {
      throw unknown(name);
    }
    return id;
  }

  /// A lease on the model that is meant; empty = the one that serves is meant, and none does.
  ///
  /// @param asked null = whatever serves
  /// @throws RequestRefusedException when there is no such model, or it cannot be loaded now
  public Optional<ModelLease> lease(@Nullable String asked) {
    if (asked == null || isServed(asked)) {
      return slot.lease();
    }
    String id = bundleOf(asked);
    Optional<ModelLease> serving = slot.lease();
    if (serving.isPresent() && serving.get().model().bundleId().equals(id)) {
      return serving;
    }
    serving.ifPresent(ModelLease::close);
    return Optional.of(fromShelf(id));
  }

  private boolean isServed(String name) {
    return name.equals(WHATEVER_IS_SERVED) || name.equals(aliases.followed());
  }

  private RequestRefusedException unknown(String name) {
    return new RequestRefusedException(
        Reason.MODEL_NOT_FOUND,
        "model",
        "model '%s' is not served here; served: %s, and every bundle of the registry by its id"
            .formatted(name, named().keySet()));
  }

  private ModelLease fromShelf(String id) {
    try {
      return shelf.lease(id);
    } catch (BundleRefusedException e) {
      throw new RequestRefusedException(
          Reason.MODEL_NOT_LOADED,
          "model",
          "bundle %s is refused: %s, %s".formatted(id, e.refusal().reason(), e.getMessage()));
    } catch (ShelfFullException e) {
      throw new RequestRefusedException(
          Reason.MODEL_NOT_LOADED, "model", String.valueOf(e.getMessage()));
    }
  }
}
