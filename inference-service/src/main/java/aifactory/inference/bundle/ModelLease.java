package aifactory.inference.bundle;

import aifactory.inference.generate.DecodingModel;
import java.util.concurrent.atomic.AtomicBoolean;

/// The right to use one model until closed: the whole request is answered by it, whatever is
/// swapped in meanwhile.
public final class ModelLease implements AutoCloseable {
  private final DecodingModel model;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  ModelLease(DecodingModel model, Runnable release) {
    this.model = model;
    this.release = release;
  }

  public DecodingModel model() {
    return model;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
