package aifactory.crawler.frontier;

import aifactory.event.FetchEnded;
import aifactory.event.LotGranted;
import aifactory.event.SourceDeclared;
import aifactory.event.UrlDiscovered;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// Joins the frontier to Kafka Streams: facts in by record, hand-outs by the wall clock.
final class FrontierProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  /// All ask under one key, so that one keeper answers.
  private static final String ONE_KEEPER = "cycle";

  private final FrontierSettings settings;
  private @Nullable Task task;

  FrontierProcessor(FrontierSettings settings) {
    this.settings = settings;
  }

  private record Task(
      ProcessorContext<String, SpecificRecord> context, FrontierState state, Frontier frontier) {}

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    FrontierState state = new FrontierState(context, settings.cycles());
    TimestampedKeyValueStore<String, SourceDeclared> declared =
        context.getStateStore(FrontierStores.SOURCES);
    SourceTerms.Lookup sources = sourceId -> terms(declared.get(sourceId));
    HandOut handOut =
        new HandOut(
            state,
            sources,
            settings,
            (key, due) -> context.forward(new Record<>(key, due, due.getDueAt().toEpochMilli())));
    context.schedule(
        settings.round(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          if (handOut.round(now)) {
            state.totals.save();
          }
          handOut
              .question(now)
              .ifPresent(asked -> context.forward(new Record<>(ONE_KEEPER, asked, now)));
        });
    task = new Task(context, state, new Frontier(state, sources, settings));
  }

  private static SourceTerms terms(@Nullable ValueAndTimestamp<SourceDeclared> declared) {
    return declared == null ? SourceTerms.UNDECLARED : SourceTerms.of(declared.value());
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    Task current = task;
    if (current == null) {
      throw new IllegalStateException("Kafka Streams calls init before process");
    }
    long now = current.context.currentSystemTimeMs();
    switch (record.value()) {
      case UrlDiscovered found -> current.frontier.discovered(record.key(), found, now);
      case LotGranted granted -> current.state.lot.granted(granted);
      case FetchEnded ended -> current.frontier.ended(record.key(), ended, now);
      default -> throw new IllegalArgumentException("not for the frontier: " + record.value());
    }
    current.state.totals.save();
  }
}
