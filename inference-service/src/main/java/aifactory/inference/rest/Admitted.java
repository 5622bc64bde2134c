package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.Answered;
import aifactory.inference.generate.TextSink;
import aifactory.inference.node.InferenceWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An answer that was let in: under way until it is closed, once.
final class Admitted implements Answer {
  private final Answer answer;
  private final InferenceWork work;
  private final AtomicBoolean closed = new AtomicBoolean();

  Admitted(Answer answer, InferenceWork work) {
    this.answer = answer;
    this.work = work;
  }

  @Override
  public @Nullable String bundleId() {
    return answer.bundleId();
  }

  @Override
  public List<Answered> run(List<? extends TextSink> sinks) {
    return answer.run(sinks);
  }

  @Override
  public void close() {
    try {
      answer.close();
    } finally {
      if (closed.compareAndSet(false, true)) {
        work.leave();
      }
    }
  }
}
