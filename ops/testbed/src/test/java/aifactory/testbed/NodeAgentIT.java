package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.CommandAcknowledged;
import aifactory.event.CommandResult;
import aifactory.event.NodeAction;
import aifactory.event.NodeBeat;
import aifactory.event.NodeCommanded;
import aifactory.event.NodeLogged;
import aifactory.event.NodeState;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.node.NodeLog;
import aifactory.node.NodeWork;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node against a real broker.
final class NodeAgentIT {
  private static final NodeIdentity IDENTITY =
      new NodeIdentity("crawler-it", "sensing", "crawler", "");

  private final KafkaSettings settings = Testbed.attach().kafka();
  private final BlockingQueue<NodeBeat> beats = new LinkedBlockingQueue<>();
  private final BlockingQueue<CommandAcknowledged> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<NodeLogged> lines = new LinkedBlockingQueue<>();
  private EventProducer producer;
  private EventTail tail;

  @BeforeEach
  void begin() {
    Testbed.attach().freshTopics();
    producer = EventProducer.open(settings, "node-agent-it");
    tail =
        EventTail.named("node-agent-it-tail", settings)
            .on(Topics.NODE_HEARTBEATS, EventTail.From.START, got -> beats.add(got.event()))
            .on(Topics.NODE_ACKNOWLEDGED, EventTail.From.START, got -> answers.add(got.event()))
            .on(Topics.NODE_LOGS, EventTail.From.START, got -> lines.add(got.event()))
            .start();
  }

  @AfterEach
  void end() {
    tail.close();
    producer.close();
  }

  @Test
  void whatWasStoppedComesBackStopped() throws Exception {
    Work first = new Work();
    try (NodeAgent agent = agent(first)) {
      next(beats, beat -> beat.getState() == NodeState.RUNNING);
      order("stop-1", NodeAction.STOP, "someone");
      assertThat(next(answers, answer -> true).getOutcome()).isEqualTo(CommandResult.DONE);
    }

    Work second = new Work();
    try (NodeAgent agent = agent(second)) {
      assertThat(next(answers, answer -> true).getCommandId()).isEqualTo("stop-1");
      assertThat(second.isRunning()).isFalse();
    }
  }

  @Test
  void anOrderGivenWhileItWasAwayIsObeyedAndAcknowledged() throws Exception {
    order("stop-away", NodeAction.STOP, "someone");

    Work work = new Work();
    try (NodeAgent agent = agent(work)) {
      CommandAcknowledged answer = next(answers, each -> true);
      assertThat(answer.getCommandId()).isEqualTo("stop-away");
      assertThat(answer.getOutcome()).isEqualTo(CommandResult.DONE);
      assertThat(work.isRunning()).isFalse();
    }
  }

  @Test
  void anOrderOfTheLauncherEndsWithIt() throws Exception {
    order("disk", NodeAction.STOP, "launcher: disk guard");

    Work work = new Work();
    try (NodeAgent agent = agent(work)) {
      next(beats, beat -> true);
      assertThat(work.isRunning()).isTrue();
    }
  }

  @Test
  void anOrderThatFailsIsAnsweredAsFailed() throws Exception {
    Work work = new Work();
    work.broken = true;
    try (NodeAgent agent = agent(work)) {
      next(beats, beat -> true);
      order("stop-broken", NodeAction.STOP, "someone");
      CommandAcknowledged answer = next(answers, each -> true);
      assertThat(answer.getOutcome()).isEqualTo(CommandResult.FAILED);
      assertThat(answer.getMessage()).contains("this work does not stop");
    }
  }

  @Test
  void whatItLogsIsToldButForSecrets() throws Exception {
    try (NodeAgent agent = agent(new Work())) {
      Logger.getLogger(NodeLog.PRIVATE + "aifactory.secret").info("the token is 42");
      Logger.getLogger("org.somebody").info("chatter");
      Logger.getLogger("aifactory.it").info("pages came in");

      NodeLogged line = next(lines, each -> true);
      assertThat(line.getMessage()).isEqualTo("pages came in");
      assertThat(line.getLevel()).isEqualTo("INFO");
      assertThat(line.getNodeId()).isEqualTo("crawler-it");
    }
  }

  private NodeAgent agent(NodeWork work) {
    return new NodeAgent(IDENTITY, settings, work, InstantSource.system());
  }

  private void order(String id, NodeAction action, String actor) {
    producer.sendAndWait(
        Topics.NODE_COMMANDS,
        "crawler",
        NodeCommanded.newBuilder()
            .setCommandId(id)
            .setTarget("crawler")
            .setAction(action)
            .setActor(actor)
            .setCommandedAt(Instant.now())
            .build());
  }

  private static <E> E next(BlockingQueue<E> queue, Predicate<E> wanted)
      throws InterruptedException {
    while (true) {
      E event = queue.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event within 20 s").isNotNull();
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  /// Runs or does not.
  private static final class Work implements NodeWork {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private volatile boolean broken;

    @Override
    public boolean start() {
      return running.compareAndSet(false, true);
    }

    @Override
    public boolean stop() {
      if (broken) {
        throw new IllegalStateException("this work does not stop");
      }
      return running.compareAndSet(true, false);
    }

    @Override
    public boolean isRunning() {
      return running.get();
    }

    @Override
    public Map<String, Long> counters() {
      return Map.of();
    }
  }
}
