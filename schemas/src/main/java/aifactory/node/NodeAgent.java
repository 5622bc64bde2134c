package aifactory.node;

import aifactory.contract.topic.Topics;
import aifactory.event.CommandAcknowledged;
import aifactory.event.CommandResult;
import aifactory.event.NodeBeat;
import aifactory.event.NodeCommanded;
import aifactory.event.NodeState;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a service a node: a heartbeat every two seconds from a thread of its own, commands obeyed
/// and acknowledged whatever the service is doing.
public final class NodeAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
  private static final long BEAT_SECONDS = 2;

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
            .on(Topics.NODE_COMMANDS, EventTail.From.END, received -> obey(received.event()))
            .start();
    beats.scheduleAtFixedRate(this::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
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
        .setProfile(work.profile())
        .setCapabilities(identity.capabilities())
        .setNote(work.note())
        .setStartedAt(startedAt)
        .setBeatAt(clock.instant())
        .build();
  }

  private void obey(NodeCommanded command) {
    if (!concernsMe(command.getTarget())) {
      return;
    }
    boolean changed =
        switch (command.getAction()) {
          case START -> work.start();
          case STOP -> work.stop();
          case DRAIN -> work.drain();
        };
    LOG.info(
        "command obeyed action={} changed={} actor={}",
        command.getAction(),
        changed,
        command.getActor());
    producer.send(
        Topics.NODE_ACKNOWLEDGED,
        identity.nodeId(),
        CommandAcknowledged.newBuilder()
            .setCommandId(command.getCommandId())
            .setNodeId(identity.nodeId())
            .setOutcome(changed ? CommandResult.DONE : CommandResult.ALREADY_SO)
            .setState(state().name())
            .setMessage(message(command))
            .setAcknowledgedAt(clock.instant())
            .build());
    beat();
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
    beats.shutdownNow();
    commands.close();
    producer.close();
  }
}
