package aifactory.console.outbox;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.setting.ConsoleConfig;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads outbox rows from Postgres's write-ahead log and publishes them, in commit order. A row
/// counts as read only when the broker has committed its event; after a crash Postgres hands the
/// last few out again and [OutboxPublisher] passes them over: nothing is lost, nothing is there
/// twice.
@ApplicationScoped
public class ChangeCapture {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeCapture.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final CaptureSettings settings;
  private final CaptureSlot slot;
  private final FactoryBroker broker;
  private final AtomicLong published = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean running;

  /// [System#nanoTime] when the batch in hand was given to the broker; 0 = none is.
  private volatile long publishingSince;

  private volatile @Nullable DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private @Nullable Thread thread;

  ChangeCapture(
      ConsoleConfig config,
      CaptureSlot slot,
      FactoryBroker broker,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.settings = new CaptureSettings(url, user, password, config.capturePollMillis());
    this.slot = slot;
    this.broker = broker;
  }

  /// Begins capturing on a thread of its own; starts again after any failure.
  public synchronized void start() {
    closing = false;
    thread = Thread.ofPlatform().name("change-capture").daemon(true).start(this::run);
  }

  /// Stops; nothing is lost, the slot keeps what was not read.
  public synchronized void stop() {
    closing = true;
    closeEngine();
    Thread waitingFor = thread;
    if (waitingFor != null) {
      try {
        if (!waitingFor.join(PATIENCE)) {
          waitingFor.interrupt(); // it waits for a broker that is away
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Whether orders go out now: the engine streams and the broker takes what it is given.
  public boolean isRunning() {
    long since = publishingSince;
    return running && (since == 0 || System.nanoTime() - since < SLOW.toNanos());
  }

  /// Events published since start.
  public long published() {
    return published.get();
  }

  private void run() {
    while (!closing) {
      try (OutboxPublisher publisher = new OutboxPublisher(broker.settings(), slot.name())) {
        capture(publisher);
      } catch (RuntimeException e) {
        LOG.warn("change capture stopped, starting again", e);
      }
      running = false;
      publishingSince = 0;
      if (!closing) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void capture(OutboxPublisher publisher) {
    DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> created =
        DebeziumEngine.create(Connect.class)
            .using(settings.properties(slot.name()))
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    running = true;
                    LOG.info("change capture streaming slot={}", slot.name());
                  }
                })
            .using(ChangeCapture::ended)
            .notifying((records, committer) -> publish(publisher, records, committer))
            .build();
    engine = created;
    created.run();
    engine = null;
  }

  private void publish(
      OutboxPublisher publisher,
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    List<Struct> rows = new ArrayList<>();
    for (ChangeEvent<SourceRecord, SourceRecord> change : records) {
      Struct row = OutboxPublisher.inserted(change.value());
      if (row != null) {
        rows.add(row);
      }
    }
    publishingSince = System.nanoTime();
    published.addAndGet(publisher.publish(rows));
    publishingSince = 0;
    for (ChangeEvent<SourceRecord, SourceRecord> change : records) {
      committer.markProcessed(change);
    }
    committer.markBatchFinished();
  }

  private static void ended(boolean success, String message, @Nullable Throwable error) {
    if (!success) {
      LOG.warn("change capture ended message={}", message, error);
    }
  }

  private void closeEngine() {
    DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> open = engine;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("change capture was already closing", e);
    }
  }
}
