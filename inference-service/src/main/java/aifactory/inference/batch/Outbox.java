package aifactory.inference.batch;

import aifactory.inference.generate.Generated;
import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// From the loop to the request's own thread, so that a slow reader delays nobody else. Holds at
/// most one answer. Thread-safe.
final class Outbox {
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

  private sealed interface Delivery {
    record Piece(String text, List<TokenScore> scores) implements Delivery {}

    record End(Generated generated) implements Delivery {}

    record Failure(RuntimeException failure) implements Delivery {}
  }

  void piece(String text, List<TokenScore> scores) {
    deliveries.add(new Delivery.Piece(text, scores));
  }

  void end(Generated generated) {
    deliveries.add(new Delivery.End(generated));
  }

  void fail(RuntimeException failure) {
    deliveries.add(new Delivery.Failure(failure));
  }

  /// Hands everything to the sink as it comes, until the end.
  Generated drainTo(TextSink sink) throws InterruptedException {
    while (true) {
      switch (deliveries.take()) {
        case Delivery.Piece(String text, List<TokenScore> scores) -> sink.emit(text, scores);
        case Delivery.End(Generated generated) -> {
          return generated;
        }
        case Delivery.Failure(RuntimeException failure) ->
            throw new IllegalStateException("the batch failed", failure);
      }
    }
  }
}
