package aifactory.inference.bundle;

import aifactory.inference.batch.BatchFigures;
import aifactory.inference.bundle.SlotState.Empty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The place where one model serves. Requests hold leases; a swap lets new requests take the new
/// model at once and closes the old one after its last lease. Thread-safe.
public final class ModelSlot implements AutoCloseable {
  private volatile SlotState state = new Empty();
  private @Nullable Occupant occupant;

  /// What the slot does now.
  public SlotState state() {
    return state;
  }

  void report(SlotState next) {
    state = next;
  }

  /// A lease on the model that serves now; empty = none does.
  public synchronized Optional<ModelLease> lease() {
    Occupant current = occupant;
    if (current == null) {
      return Optional.empty();
    }
    current.leases++;
    return Optional.of(new ModelLease(current.model, () -> release(current)));
  }

  /// Id of the bundle that serves now; empty = none does.
  public synchronized Optional<String> servingId() {
    return Optional.ofNullable(occupant).map(current -> current.model.bundleId());
  }

  /// What the batch of the serving model does; empty = none serves.
  public synchronized Optional<BatchFigures> figures() {
    return Optional.ofNullable(occupant).map(current -> current.model.figures());
  }

  /// Puts a model in. It is closed once, after the last lease on it when it is replaced.
  synchronized void install(ServedModel model, SlotState next) {
    Occupant before = occupant;
    occupant = new Occupant(model);
    state = next;
    retire(before);
  }

  private synchronized void release(Occupant used) {
    used.leases--;
    if (used.retired && used.leases == 0) {
      used.model.close();
    }
  }

  private static void retire(@Nullable Occupant before) {
    if (before != null) {
      before.retired = true;
      if (before.leases == 0) {
        before.model.close();
      }
    }
  }

  /// Takes the model out; requests that hold a lease end with it.
  synchronized void empty() {
    retire(occupant);
    occupant = null;
    state = new Empty();
  }

  @Override
  public void close() {
    empty();
  }

  /** Guarded by the slot. */
  private static final class Occupant {
    private final ServedModel model;
    private int leases;
    private boolean retired;

    Occupant(ServedModel model) {
      this.model = model;
    }
  }
}
