package aifactory.console.notice;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.gate.Decided;
import aifactory.console.gate.GateIntake;
import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.topic.Topics;
import aifactory.event.Decision;
import aifactory.event.JobFinished;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.event.NodeCommanded;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people elsewhere what must not wait until they look: that the factory or a job was
/// started, that a job failed, that a model was promoted, rolled back or demoted. Off unless a
/// webhook is set. What happens while no console runs is not told later: the pages have it.
@ApplicationScoped
public class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int QUEUE = 100;
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int LONGEST_ERROR = 300;

  private final FactoryBroker broker;
  private final InstantSource clock;
  private final @Nullable Webhook webhook;
  private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong lost = new AtomicLong();
  private @Nullable EventTail tail;
  private @Nullable Thread sender;

  Notices(FactoryBroker broker, ConsoleConfig config, InstantSource clock, Vertx vertx) {
    this.broker = broker;
    this.clock = clock;
    this.webhook =
        config
            .noticeWebhookUrl()
            .map(url -> new Webhook(URI.create(url), config.noticeAllowLocal(), vertx))
            .orElse(null);
  }

  /// Begins, where a webhook is set.
  public synchronized void start() {
    Webhook target = webhook;
    if (target == null) {
      return;
    }
    sender = Thread.ofPlatform().name("notices").daemon(true).start(() -> send(target));
    tail =
        EventTail.named("console-notices", broker.settings())
            .on(Topics.MODEL_DECISIONS, From.END, received -> decided(received.event()))
            .on(Topics.JOB_REQUESTED, From.END, received -> asked(received.event()))
            .on(Topics.JOB_FINISHED, From.END, received -> ended(received.event()))
            .on(Topics.NODE_COMMANDS, From.END, received -> commanded(received.event()))
            .start();
    say("start", "The console of the factory is up.", clock.instant());
  }

  /// Ends.
  public synchronized void stop() {
    if (tail != null) {
      tail.close();
    }
    if (sender != null) {
      sender.interrupt();
    }
    tail = null;
    sender = null;
  }

  /// Notices that nobody got.
  public long lost() {
    return lost.get();
  }

  private void decided(ModelDecided made) {
    if (made.getDecision() != Decision.REFUSED) {
      say(
          switch (made.getDecision()) {
            case DEMOTED -> "demotion";
            case TAINTED -> "taint";
            case PROMOTED, FORCED, ROLLED_BACK, REFUSED -> "promotion";
          },
          "Model %s %s by %s: %s"
              .formatted(
                  made.getBundleId().substring(0, Math.min(12, made.getBundleId().length())),
                  Decided.name(made).toLowerCase(Locale.ROOT).replace('_', ' '),
                  made.getActor(),
                  made.getReason()),
          made.getDecidedAt());
    }
  }

  private void asked(JobRequested job) {
    // What the gate and the trainer ask for by themselves goes on all day.
    if (!job.getCancelled() && !job.getActor().equals(GateIntake.ACTOR)) {
      say(
          "start",
          "Job %s (%s) asked for by %s.".formatted(job.getJobId(), job.getKind(), job.getActor()),
          job.getRequestedAt());
    }
  }

  private void ended(JobFinished job) {
    if (job.getOutcome() == JobOutcome.FAILED) {
      String error = String.valueOf(job.getError());
      say(
          "failure",
          "Job %s (%s) failed: %s"
              .formatted(
                  job.getJobId(),
                  job.getKind(),
                  error.substring(0, Math.min(LONGEST_ERROR, error.length()))),
          job.getFinishedAt());
    }
  }

  private void commanded(NodeCommanded command) {
    if (command.getTarget().equals("all")) {
      say(
          "start",
          "%s ordered for all nodes by %s."
              .formatted(command.getAction().name().toLowerCase(Locale.ROOT), command.getActor()),
          command.getCommandedAt());
    }
  }

  private void say(String kind, String text, Instant at) {
    if (!waiting.offer(new Notice(kind, text, at))) {
      lost.incrementAndGet();
    }
  }

  private void send(Webhook target) {
    try {
      while (true) {
        deliver(target, waiting.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("notices end");
    }
  }

  private void deliver(Webhook target, Notice notice) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      Webhook.Outcome outcome = target.post(notice);
      if (outcome.done()) {
        return;
      }
      if (!outcome.again() || attempt == ATTEMPTS) {
        lost.incrementAndGet();
        LOG.warn("notice not told kind={} why={}", notice.kind(), outcome.why());
        return;
      }
      LockSupport.parkNanos(pause.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("the console ends");
      }
      pause = pause.multipliedBy(3);
    }
  }
}
