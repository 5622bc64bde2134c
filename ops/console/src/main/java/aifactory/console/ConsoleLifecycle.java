package aifactory.console;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.dashboard.LiveSections;
import aifactory.console.feed.EventIntake;
import aifactory.console.feed.ViewSchema;
import aifactory.console.gate.GateIntake;
import aifactory.console.gate.TaintFeed;
import aifactory.console.ledger.WriterLock;
import aifactory.console.node.ConsoleNode;
import aifactory.console.notice.Notices;
import aifactory.console.outbox.CaptureSlot;
import aifactory.console.outbox.ChangeCapture;
import aifactory.console.policy.DefaultPolicies;
import aifactory.console.topic.TopicSizes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of the console: wait for the broker, join the factory, then, when it is this console's
/// turn to write, capture orders, fill the view and hold the gate.
@ApplicationScoped
public class ConsoleLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleLifecycle.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final FactoryBroker broker;
  private final WriterLock writerLock;
  private final CaptureSlot slot;
  private final ViewSchema view;
  private final Writers writers;
  private final Readers readers;
  private volatile boolean closing;
  private @Nullable Thread thread;

  ConsoleLifecycle(
      FactoryBroker broker,
      WriterLock writerLock,
      CaptureSlot slot,
      ViewSchema view,
      Writers writers,
      Readers readers) {
    this.broker = broker;
    this.writerLock = writerLock;
    this.slot = slot;
    this.view = view;
    this.writers = writers;
    this.readers = readers;
  }

  /// What only one console does.
  @ApplicationScoped
  static class Writers {
    private final ChangeCapture capture;
    private final EventIntake intake;
    private final GateIntake gate;
    private final DefaultPolicies defaults;
    private final Notices notices;

    Writers(
        ChangeCapture capture,
        EventIntake intake,
        GateIntake gate,
        DefaultPolicies defaults,
        Notices notices) {
      this.capture = capture;
      this.intake = intake;
      this.gate = gate;
      this.defaults = defaults;
      this.notices = notices;
    }

    void start() {
      capture.start();
      defaults.giveOnce();
      intake.start();
      gate.start();
      notices.start();
    }

    void stop() {
      notices.stop();
      gate.stop();
      intake.stop();
      capture.stop();
    }
  }

  /// What every console does.
  @ApplicationScoped
  static class Readers {
    private final ConsoleNode node;
    private final TopicSizes topics;
    private final LiveSections live;
    private final TaintFeed taints;

    Readers(ConsoleNode node, TopicSizes topics, LiveSections live, TaintFeed taints) {
      this.node = node;
      this.topics = topics;
      this.live = live;
      this.taints = taints;
    }

    void start() {
      node.join();
      topics.start();
      taints.start();
    }

    void stop() {
      taints.stop();
      topics.stop();
      node.leave();
    }

    void show() {
      live.start();
    }

    void hide() {
      live.stop();
    }
  }

  void onStart(@Observes StartupEvent event) {
    slot.requirePresent();
    view.prepare();
    readers.show();
    thread = Thread.ofPlatform().name("console-lifecycle").daemon(true).start(this::run);
  }

  void onStop(@Observes ShutdownEvent event) {
    closing = true;
    readers.hide();
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    if (!broker.awaitTopics(() -> closing)) {
      return;
    }
    readers.start();
    while (!closing) {
      try {
        writeWhileMyTurn();
      } catch (RuntimeException e) {
        LOG.warn("writing stopped, trying again", e);
      }
      pause();
    }
    readers.stop();
  }

  private void writeWhileMyTurn() {
    Optional<WriterLock.Held> turn = writerLock.tryTake();
    if (turn.isEmpty()) {
      return; // another console writes; this one reads
    }
    try (WriterLock.Held held = turn.get()) {
      LOG.info("this console writes: capture, view and gate");
      try {
        writers.start();
        while (!closing && held.isHeld()) {
          pause();
        }
      } finally {
        writers.stop();
      }
    }
  }

  private static void pause() {
    LockSupport.parkNanos(LOOK.toNanos());
  }
}
