package aifactory.trainer.loop;

import aifactory.trainer.dataset.NothingToDrawException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One cycle of training: steps, validations, a checkpoint, and what is due of bundles. A failed
/// cycle is rolled back to where it began and tried again.
final class Cycle {
  private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);
  private final LoopSettings settings;
  private final WorkGate gate;
  private final Progress progress;
  private final Delivery delivery;
  private final Counters counters;
  private final Runnable asides;

  /// @param asides what is looked at between two steps, paused or not
  Cycle(
      LoopSettings settings,
      WorkGate gate,
      Progress progress,
      Delivery delivery,
      Counters counters,
      Runnable asides) {
    this.settings = settings;
    this.gate = gate;
    this.progress = progress;
    this.delivery = delivery;
    this.counters = counters;
    this.asides = asides;
  }

  /// Looked at before every step.
  interface Stop {
    /// Of the standing order, which is stopped otherwise.
    Stop NEVER = () -> {};

    /// @throws JobQueue.CancelledException when the job was taken back
    void check();
  }

  /// Where a cycle ends and for whom it is.
  ///
  /// @param totalSteps step the job ends at; null = none
  record Order(String jobId, long untilStep, @Nullable Long totalSteps, Stop stop) {}

  /// The cycle failed as often as it was allowed to; the session is as it was before it.
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(long step, RuntimeException cause) {
      super("the cycle from step " + step + " failed: " + cause.getMessage(), cause);
    }
  }

  /// End of the cycle that a step lies in: the same whether or not the process was restarted.
  long endAfter(long step) {
    return (step / settings.stepsPerCycle() + 1) * settings.stepsPerCycle();
  }

  /// Runs it.
  ///
  /// @throws FailedException after the last retry
  /// @throws JobQueue.CancelledException when the job was taken back
  /// @throws NothingToDrawException when orders leave nothing to train on
  void run(TrainingSession session, Order order) {
    for (int attempt = 0; ; attempt++) {
      try {
        steps(session, order);
        break;
      } catch (WorkGate.ClosedException e) {
        throw e;
      } catch (NothingToDrawException | JobQueue.CancelledException e) {
        session.rollBack();
        throw e;
      } catch (RuntimeException e) { // the edge to native code: whatever it was, roll back
        recover(session, attempt, e);
      }
    }
    progress.phase(order.jobId(), "checkpointing", "step " + session.step());
    session.save();
    deliver(session, order.jobId());
  }

  private void steps(TrainingSession session, Order order) {
    session.beginCycle();
    if (session.step() == 0) {
      session.validate();
    }
    while (session.step() < order.untilStep()) {
      gate.await(() -> rest(session, order), () -> look(order));
      session.advance();
      counters.steps.incrementAndGet();
      counters.tokens.addAndGet(session.recipe().tokensPerStep());
      progress.stepped(order.jobId(), session, order.untilStep(), order.totalSteps());
      if (session.step() % settings.validation().everySteps() == 0) {
        session.validate();
      }
    }
  }

  private void look(Order order) {
    order.stop().check();
    asides.run();
  }

  /// Drained: what was learned is on disk and told of, whatever happens to the process now.
  private void rest(TrainingSession session, Order order) {
    if (session.hasUnsavedSteps()) {
      session.save();
      delivery.announce(session);
    }
    progress.phase(order.jobId(), "paused", "drained at step " + session.step());
  }

  private void recover(TrainingSession session, int attempt, RuntimeException cause) {
    long failedAt = session.step();
    counters.failures.incrementAndGet();
    session.rollBack();
    if (attempt >= settings.retry().max()) {
      throw new FailedException(session.step(), cause);
    }
    LOG.warn(
        "cycle rolled back step={} to={} attempt={}", failedAt, session.step(), attempt + 1, cause);
    gate.pause(settings.retry().backoff());
  }

  /// Announces, bundles and scores what is due. Also called after a restart, for what a crash left
  /// undone.
  void deliver(TrainingSession session, String jobId) {
    delivery.announce(session);
    session.prune(settings.checkpointsKept());
    if (delivery.isBundleDue(session, settings.bundles())) {
      progress.phase(jobId, "exporting", "step " + session.step());
      delivery.bundle(session, settings.bundles());
    }
  }
}
