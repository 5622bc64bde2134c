package aifactory.inference.generate;

/// A place among the texts that a model makes or that wait for their turn; held from before the
/// first byte of the answer, so that a full house is said at once.
public interface Place extends AutoCloseable {
  /// Makes one text on the caller's thread, pieces as they come.
  Generated generate(GenerationRequest request, TextSink sink);

  /// Gives the place back; twice is once.
  @Override
  void close();
}
