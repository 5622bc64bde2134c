package aifactory.node;

import aifactory.contract.topic.Topics;
import aifactory.event.CommandAcknowledged;
import aifactory.event.CommandResult;
import aifactory.event.NodeAction;
import aifactory.event.NodeBeat;
import aifactory.event.NodeCommanded;
import aifactory.event.NodeConfigured;
import aifactory.event.NodeSetting;
import aifactory.event.NodeState;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a service a node: a heartbeat every two seconds from a thread of its own, commands obeyed
/// and acknowledged whatever the service is doing, its log told. The newest order holds over
/// restarts: a service that was stopped comes back stopped, and one that was away obeys when it is
/// there again.
public final class NodeAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
  private static final long BEAT_SECONDS = 2;
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  /// Orders that hold only as long as whoever gave them runs; it gives them anew.
  private static final String LAUNCHER = "launcher:";

  private final NodeIdentity identity;
  private final NodeWork work;
  private final InstantSource clock;
  private final Instant startedAt;
  private final ProcessLoad load = new ProcessLoad();
  private final EventProducer producer;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("node-heartbeat").daemon(true).factory());
  private final EventTail commands;
  private final NodeLog log;
  private @Nullable NodeCommanded newest; // of those before the first beat
  private boolean listening;

  /// Starts the heartbeat and the command reader.
  public NodeAgent(
      NodeIdentity identity, KafkaSettings settings, NodeWork work, InstantSource clock) {
    this.identity = identity;
    this.work = work;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.producer = EventProducer.open(settings, identity.nodeId() + "-node");
    this.commands =
        EventTail.named(identity.nodeId() + "-commands", settings)
            .on(Topics.NODE_COMMANDS, EventTail.From.START, received -> hear(received.event()))
            .start();
    this.log = NodeLog.begin(identity.nodeId(), producer);
    beats.execute(this::begin);
  }

  /// Once all earlier orders are known.
  private void begin() {
    try {
      commands.awaitCaughtUp(FOR_EVER);
    } catch (IllegalStateException e) {
      LOG.debug("closed before it began nodeId={}", identity.nodeId(), e);
      return;
    }
    recall();
    tellSettings();
    beats.scheduleAtFixedRate(this::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void hear(NodeCommanded command) {
    if (!concernsMe(command.getTarget())) {
      return;
    }
    if (listening) {
      obey(command);
    } else if (!command.getActor().startsWith(LAUNCHER)) {
      newest = command;
    }
  }

  /// What was ordered last before this process listened still holds. It is acknowledged where it
  /// changes something: before a restart it may have been acknowledged already.
  private synchronized void recall() {
    listening = true;
    NodeCommanded order = newest;
    if (order == null) {
      return;
    }
    boolean wanted = order.getAction() == NodeAction.START;
    if (wanted != work.isRunning()) {
      obey(order);
    }
  }

  private void tellSettings() {
    List<NodeSetting> settings = work.settings();
    if (settings.isEmpty()) {
      return;
    }
    producer.send(
        Topics.NODE_SETTINGS,
        identity.nodeId(),
        NodeConfigured.newBuilder()
            .setNodeId(identity.nodeId())
            .setService(identity.service())
            .setSettings(settings)
            .setConfiguredAt(startedAt)
            .build());
  }

  /// A node is seen once it listens: a command to a node that is seen is not missed.
  private void beat() {
    if (!commands.isHealthy()) {
      return;
    }
    try {
      producer.send(Topics.NODE_HEARTBEATS, identity.nodeId(), currentBeat());
    } catch (RuntimeException e) {
      LOG.warn("heartbeat not sent nodeId={}", identity.nodeId(), e); // the schedule must go on
    }
  }

  private NodeBeat currentBeat() {
    return NodeBeat.newBuilder()
        .setNodeId(identity.nodeId())
        .setNodeType(identity.nodeType())
        .setService(identity.service())
        .setRole(System.getenv().getOrDefault("SYSTEM_ROLE", "master"))
        .setState(state())
        .setHost(hostName())
        .setPid(ProcessHandle.current().pid())
        .setAddress(identity.address())
        .setCpuLoad(load.cpu())
        .setResidentBytes(load.residentBytes())
        .setFreeMemoryBytes(load.freeMemoryBytes())
        .setCounters(work.counters())
        .setWaiting(EventTail.waiting())
        .setProfile(work.profile())
        .setCapabilities(identity.capabilities())
        .setNote(work.note())
        .setStartedAt(startedAt)
        .setBeatAt(clock.instant())
        .build();
  }

  private void obey(NodeCommanded command) {
    CommandResult outcome;
    String message;
    try {
      outcome = done(command.getAction()) ? CommandResult.DONE : CommandResult.ALREADY_SO;
      message = message(command);
      LOG.info(
          "command obeyed action={} outcome={} actor={}",
          command.getAction(),
          outcome,
          command.getActor());
    } catch (RuntimeException e) {
      outcome = CommandResult.FAILED;
      message = command.getAction() + " failed: " + e;
      LOG.warn("command failed action={}", command.getAction(), e);
    }
    producer.send(
        Topics.NODE_ACKNOWLEDGED,
        identity.nodeId(),
        CommandAcknowledged.newBuilder()
            .setCommandId(command.getCommandId())
            .setNodeId(identity.nodeId())
            .setOutcome(outcome)
            .setState(state().name())
            .setMessage(message)
            .setAcknowledgedAt(clock.instant())
            .build());
    beat();
  }

  private boolean done(NodeAction action) {
    return switch (action) {
      case START -> work.start();
      case STOP -> work.stop();
      case DRAIN -> work.drain();
    };
  }

  private String message(NodeCommanded command) {
    String message = command.getAction() + " by " + command.getActor();
    return work.note().isEmpty() ? message : message + "; " + work.note();
  }

  private boolean concernsMe(String target) {
    return target.equals("all")
        || target.equals(identity.nodeId())
        || target.equals(identity.nodeType())
        || target.equals(identity.service());
  }

  private NodeState state() {
    if (work.isRunning()) {
      return NodeState.RUNNING;
    }
    return work.isDraining() ? NodeState.DRAINING : NodeState.PAUSED;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void close() {
    log.close();
    beats.shutdownNow();
    commands.close();
    producer.close();
  }
}
