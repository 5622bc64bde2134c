package aifactory.crawler.frontier;

import aifactory.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records that the frontier cannot take: original bytes to `<topic>.dead`, in the
/// transaction that moves past them. A fault that is not the record's own stops the thread instead,
/// which is then replaced.
public final class FrontierDeadLetters
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FrontierDeadLetters.class);
  private static final AtomicLong COUNT = new AtomicLong();

  /// Records kept since the process started.
  public static long count() {
    return COUNT.get();
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isNotTheRecords(exception)) {
      return DeserializationExceptionHandler.Response.fail();
    }
    if (context.topic().equals(Topics.CRAWL_SOURCES.name())) {
      // A global store has no producer (Kafka Streams 4.2 dies of the attempt). The intake, which
      // follows the
      // same topic, keeps this record.
      return DeserializationExceptionHandler.Response.resume();
    }
    return DeserializationExceptionHandler.Response.resume(
        List.of(dead(context, record.key(), record.value(), exception)));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
    if (context.sourceRawValue() == null || !(exception instanceof IllegalArgumentException)) {
      LOG.error("frontier failed topic={} offset={}", context.topic(), context.offset(), exception);
      return ProcessingExceptionHandler.Response.fail();
    }
    return ProcessingExceptionHandler.Response.resume(
        List.of(dead(context, context.sourceRawKey(), context.sourceRawValue(), exception)));
  }

  private static boolean isNotTheRecords(Throwable exception) {
    return exception instanceof RetriableException
        || (exception.getCause() != null && isNotTheRecords(exception.getCause()));
  }

  private static ProducerRecord<byte[], byte[]> dead(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception error) {
    LOG.warn(
        "dead letter topic={} partition={} offset={} reason={}",
        context.topic(),
        context.partition(),
        context.offset(),
        error.getMessage());
    COUNT.incrementAndGet();
    ProducerRecord<byte[], byte[]> dead =
        new ProducerRecord<>(context.topic() + ".dead", null, key, value, context.headers());
    header(dead, "dead.reader", "crawler-frontier");
    header(dead, "dead.error", error.getClass().getName());
    header(dead, "dead.message", String.valueOf(error.getMessage()));
    header(dead, "dead.partition", Integer.toString(context.partition()));
    header(dead, "dead.offset", Long.toString(context.offset()));
    return dead;
  }

  private static void header(ProducerRecord<byte[], byte[]> dead, String name, String value) {
    dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void configure(Map<String, ?> configs) {}
}
