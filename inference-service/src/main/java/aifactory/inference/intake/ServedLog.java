package aifactory.inference.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.GenerationServed;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the factory that answers were given, from a thread of its own: an answer never waits for
/// the broker. What does not fit the buffer while the broker is away is counted as untold.
final class ServedLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServedLog.class);
  private static final int BUFFERED = 4096;

  private final BlockingQueue<GenerationServed> waiting = new ArrayBlockingQueue<>(BUFFERED);
  private final AtomicLong untold = new AtomicLong();
  private final EventProducer producer;
  private final Thread thread;
  private volatile boolean closing;

  ServedLog(KafkaSettings settings) {
    this.producer = EventProducer.open(settings, "inference-served");
    this.thread = Thread.ofPlatform().name("served-log").daemon(true).start(this::run);
  }

  void tell(GenerationServed event) {
    if (!waiting.offer(event)) {
      untold.incrementAndGet();
    }
  }

  long untold() {
    return untold.get();
  }

  private void run() {
    while (!closing || !waiting.isEmpty()) {
      try {
        GenerationServed event = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (event != null) {
          producer.sendAndWait(Topics.GENERATION_SERVED, event.getRequestId(), event);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        untold.incrementAndGet();
        LOG.warn("served answer not told", e);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    producer.close();
  }
}
