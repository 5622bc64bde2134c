package aifactory.console;

import aifactory.contract.topic.Topic;
import aifactory.testbed.Testbed;
import aifactory.wire.EventTail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/// Everything on a topic, from its start.
final class Seen<E extends SpecificRecord> implements AutoCloseable {
  private final List<E> events = new CopyOnWriteArrayList<>();
  private final EventTail tail;

  Seen(Topic<E> topic) {
    this.tail =
        EventTail.named("seen-" + topic.name(), Testbed.attach().kafka())
            .on(topic, EventTail.From.START, received -> events.add(received.event()))
            .start();
  }

  /// Waits for the first event that is wanted.
  E first(Predicate<E> wanted) {
    ConsoleIT.await(() -> events.stream().anyMatch(wanted));
    return events.stream().filter(wanted).findFirst().orElseThrow();
  }

  long count(Predicate<E> wanted) {
    return events.stream().filter(wanted).count();
  }

  List<E> all() {
    return events;
  }

  @Override
  public void close() {
    tail.close();
  }
}
