package aifactory.preprocess.topology;

import aifactory.preprocess.totals.FlowCounters;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Records that cannot be processed are kept with their original bytes, counted, and never stop the
/// stream. What is worth another try (the registry is away) is not poison: the thread starts again
/// from the last commit.
final class PoisonRecords {
  /// Property that carries the [FlowCounters].
  static final String COUNTERS = "preprocess.counters";

  private PoisonRecords() {}

  private static void count(@Nullable FlowCounters counters) {
    if (counters != null) {
      counters.add("deadLetters");
    }
  }

  private static @Nullable FlowCounters counters(Map<String, ?> configs) {
    return configs.get(COUNTERS) instanceof FlowCounters counters ? counters : null;
  }

  private static boolean isWorthAnotherTry(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  /// A record of a source topic does not decode.
  public static final class Undecodable implements DeserializationExceptionHandler {
    private final LogAndContinueExceptionHandler keeping = new LogAndContinueExceptionHandler();
    private @Nullable FlowCounters counters;

    @Override
    public void configure(Map<String, ?> configs) {
      keeping.configure(configs);
      counters = counters(configs);
    }

    @Override
    public Response handleError(
        ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
      if (isWorthAnotherTry(error)) {
        return Response.fail();
      }
      count(counters);
      return keeping.handleError(context, record, error);
    }
  }

  /// A step failed on a record.
  public static final class Unprocessable implements ProcessingExceptionHandler {
    private final LogAndContinueProcessingExceptionHandler keeping =
        new LogAndContinueProcessingExceptionHandler();
    private @Nullable FlowCounters counters;

    @Override
    public void configure(Map<String, ?> configs) {
      keeping.configure(configs);
      counters = counters(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
      if (isWorthAnotherTry(error)) {
        return Response.fail();
      }
      count(counters);
      return keeping.handleError(context, record, error);
    }
  }
}
