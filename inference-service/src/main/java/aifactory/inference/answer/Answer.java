package aifactory.inference.answer;

import aifactory.inference.generate.TextSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that may begin: everything that could refuse it has been asked. Holds its model until
/// closed; run it once.
public interface Answer extends AutoCloseable {
  /// Bundle that answers; null = quoted without a model.
  @Nullable String bundleId();

  /// Makes the texts, one per sink, at the same time.
  ///
  /// @param sinks as many as choices were asked for
  List<Answered> run(List<? extends TextSink> sinks);

  @Override
  void close();
}
