package aifactory.inference.bundle;

/// A model was asked for, and the memory for models beside the served one is taken.
public final class ShelfFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShelfFullException(String bundleId, long wanted, long held, long limit) {
    super(
        "model %s needs %d MiB; %d of %d MiB (MODEL_MEMORY_MIB) are taken by models that are answering"
            .formatted(bundleId, wanted >> 20, held >> 20, limit >> 20));
  }
}
