package aifactory.inference.bundle;

import aifactory.inference.batch.BatchFigures;
import aifactory.inference.generate.DecodingModel;

/// A model in memory: closed when nobody uses it any more.
public interface ServedModel extends DecodingModel, AutoCloseable {
  /// What its batch does and did.
  BatchFigures figures();

  @Override
  void close();
}
