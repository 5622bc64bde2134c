package aifactory.contract.topic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/// A typed door between services. Keys are UTF-8 strings, values Avro records in Confluent's wire
/// format.
///
/// @param name `<room noun>.<fact>`
/// @param key what the key holds, for people
/// @param event class of the record value
/// @param schema writer schema of the value
/// @param partitions number of partitions at creation
/// @param retention how long records are kept
/// @param maxRecordBytes largest record a producer may send, also applied to the broker's topic
/// @param from who writes
/// @param to who reads
/// @param about the fact in one sentence
public record Topic<E extends SpecificRecord>(
    String name,
    String key,
    Class<E> event,
    Schema schema,
    int partitions,
    Retention retention,
    int maxRecordBytes,
    List<String> from,
    List<String> to,
    String about) {

  /// How long records stay.
  public sealed interface Retention {
    /// Kept for good: the log is the truth.
    record Forever() implements Retention {}

    /// The last record per key is kept.
    record Compacted() implements Retention {}

    /// Deleted when older than `age` or when a partition holds more than `bytesPerPartition` (-1 =
    /// no bound).
    record Limited(Duration age, long bytesPerPartition) implements Retention {}
  }

  /// Name of the topic that takes records of this one that could not be processed. Its values are
  /// the original bytes.
  public String deadLetterName() {
    return name + ".dead";
  }

  /// Subject in the schema registry, by the topic-name strategy.
  public String subject() {
    return name + "-value";
  }

  /// Name as a constant: `crawl.documents` → `CRAWL_DOCUMENTS`.
  public String constantName() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
