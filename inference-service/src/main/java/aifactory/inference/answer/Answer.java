package aifactory.inference.answer;

import aifactory.inference.generate.TextSink;
import org.jspecify.annotations.Nullable;

/// An answer that may begin: everything that could refuse it has been asked. Holds its model until
/// closed; run it once.
public interface Answer extends AutoCloseable {
  /// Bundle that answers; null = quoted without a model.
  @Nullable String bundleId();

  /// Makes the text.
  Answered run(TextSink sink);

  @Override
  void close();
}
