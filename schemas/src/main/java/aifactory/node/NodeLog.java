package aifactory.node;

import aifactory.contract.topic.Topics;
import aifactory.event.NodeLogged;
import aifactory.wire.EventProducer;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Tells the factory what this process logs: our own code from INFO on, libraries from WARN on.
/// Nobody who logs ever waits: what is too much, or what the broker does not take in time, is left
/// out and counted.
public final class NodeLog extends Handler {
  /// Beginning of the names of loggers whose lines stay on the machine, such as one that shows a
  /// secret once.
  public static final String PRIVATE = "private.";

  private static final String OURS = "aifactory.";

  /// Its troubles with the broker would be told by way of the broker.
  private static final String CLIENTS = "org.apache.kafka.clients";

  private static final int WAITING = 1_000;
  private static final int PER_SECOND = 100;
  private static final int MAX_CHARACTERS = 4_000;
  private static final int ERROR = 1000; // of JBoss's log manager, and SEVERE

  private final String nodeId;
  private final EventProducer producer;
  private final BlockingQueue<NodeLogged> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong leftOut = new AtomicLong();
  private final Thread sender;
  private long second;
  private int toldThisSecond;

  private NodeLog(String nodeId, EventProducer producer) {
    this.nodeId = nodeId;
    this.producer = producer;
    this.sender = Thread.ofPlatform().name("node-log").daemon(true).unstarted(this::send);
  }

  /// Begins telling by way of a producer that stays the caller's.
  public static NodeLog begin(String nodeId, EventProducer producer) {
    NodeLog log = new NodeLog(nodeId, producer);
    log.sender.start();
    Logger.getLogger("").addHandler(log);
    return log;
  }

  @Override
  public void publish(LogRecord line) {
    if (!isTold(line) || Thread.currentThread() == sender) {
      return;
    }
    if (isTooMuch(line.getInstant()) || !waiting.offer(worded(line))) {
      leftOut.incrementAndGet();
    }
  }

  static boolean isTold(LogRecord line) {
    String logger = line.getLoggerName() == null ? "" : line.getLoggerName();
    int least = (logger.startsWith(OURS) ? Level.INFO : Level.WARNING).intValue();
    return line.getLevel().intValue() >= least
        && !logger.startsWith(PRIVATE)
        && !logger.startsWith(CLIENTS);
  }

  private synchronized boolean isTooMuch(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      toldThisSecond = 0;
    }
    toldThisSecond++;
    return toldThisSecond > PER_SECOND;
  }

  private NodeLogged worded(LogRecord line) {
    String logger = line.getLoggerName() == null ? "" : line.getLoggerName();
    return told(level(line.getLevel()), logger, text(line), line.getInstant());
  }

  private NodeLogged told(String level, String logger, String message, Instant when) {
    return NodeLogged.newBuilder()
        .setNodeId(nodeId)
        .setLevel(level)
        .setLogger(logger)
        .setMessage(message)
        .setLoggedAt(when)
        .build();
  }

  private static String level(Level level) {
    if (level.intValue() >= ERROR) {
      return "ERROR";
    }
    return level.intValue() >= Level.WARNING.intValue() ? "WARN" : "INFO";
  }

  /// Libraries hand over a pattern of one of two kinds and its values; our own code whole messages.
  static String text(LogRecord line) {
    String message = String.valueOf(line.getMessage());
    Object[] values = line.getParameters();
    if (values != null && values.length > 0) {
      try {
        message =
            message.contains("%")
                ? message.formatted(values)
                : MessageFormat.format(message, values);
      } catch (IllegalArgumentException e) {
        message += " " + Arrays.toString(values); // a pattern of a third kind
      }
    }
    if (line.getThrown() != null) {
      message += ": " + line.getThrown();
    }
    return message.length() <= MAX_CHARACTERS ? message : message.substring(0, MAX_CHARACTERS);
  }

  private void send() {
    try {
      while (true) { // until it is closed
        tell(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(NodeLogged line) {
    long missing = leftOut.getAndSet(0);
    try {
      if (missing > 0) {
        String words = missing + " lines were left out here; they stand in the log file";
        producer.send(
            Topics.NODE_LOGS,
            nodeId,
            told("WARN", NodeLog.class.getName(), words, line.getLoggedAt()));
      }
      producer.send(Topics.NODE_LOGS, nodeId, line);
    } catch (RuntimeException e) { // the registry is away; telling of it would be told here too
      leftOut.addAndGet(missing + 1);
    }
  }

  @Override
  public void flush() {
    // nothing waits longer than the sender needs
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
    sender.interrupt();
  }
}
