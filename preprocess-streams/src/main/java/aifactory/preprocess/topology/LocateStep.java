package aifactory.preprocess.topology;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.rejudge.JudgedAgain;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.EventSerde;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Both ends of the first hop.
final class LocateStep {
  private LocateStep() {}

  /// Before the hop: keys a raw record by its document and notes where it lies. Bytes that are not
  /// an event throw here, and so reach the dead-letter topic unchanged.
  static final class ByDocument extends ContextualProcessor<byte[], byte[], String, byte[]> {
    private final EventSerde<DocumentFetched> events;
    private final FlowCounters counters;

    ByDocument(EventSerde<DocumentFetched> events, FlowCounters counters) {
      this.events = events;
      this.counters = counters;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      counters.add("seen");
      DocumentFetched fetched = decoded(events, record.value());
      RawDocument raw =
          context()
              .recordMetadata()
              .map(place -> new RawDocument(place.partition(), place.offset()))
              .orElse(new RawDocument(-1, -1));
      raw.writeTo(record.headers());
      context().forward(record.withKey(raw.open(fetched).origin().documentId()));
    }
  }

  /// After the hop: opens the raw record.
  static final class Open extends ContextualFixedKeyProcessor<String, byte[], Judgement> {
    private final EventSerde<DocumentFetched> events;

    Open(EventSerde<DocumentFetched> events) {
      this.events = events;
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      Judgement opened = RawDocument.from(record.headers()).open(decoded(events, record.value()));
      RecordHeaders kept = new RecordHeaders();
      if (JudgedAgain.isMarked(record.headers())) {
        JudgedAgain.mark(kept);
      }
      context().forward(record.withValue(opened).withHeaders(kept));
    }
  }

  private static DocumentFetched decoded(
      EventSerde<DocumentFetched> events, byte @Nullable [] bytes) {
    DocumentFetched fetched = events.reading().deserialize(Topics.CRAWL_DOCUMENTS.name(), bytes);
    if (fetched == null) {
      throw new IllegalArgumentException("a raw record without a value");
    }
    return fetched;
  }
}
