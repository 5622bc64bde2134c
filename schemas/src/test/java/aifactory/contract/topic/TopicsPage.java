package aifactory.contract.topic;

import aifactory.contract.topic.Topic.Retention;
import java.time.Duration;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/// Renders `docs/reference/topics.md` from the catalogue and its schemas.
final class TopicsPage {
  private static final int KIB = 1024;

  private TopicsPage() {}

  static String render() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Topics

        Generated from `aifactory.contract.topic.Topics` by `TopicsTest`; do not edit.

        Keys are UTF-8 strings. Values are Avro in Confluent's wire format: a zero byte, the schema id in four bytes
        (big endian), the record in Avro binary. Subjects are `<topic>-value`. Every topic has a dead-letter topic
        `<topic>.dead` (one partition, 30 days) that keeps records which could not be processed, with their original bytes
        and headers `dead.reader`, `dead.error`, `dead.message`, `dead.partition`, `dead.offset`.

        | topic | key | event | partitions | kept | largest record | from | to |
        |---|---|---|---|---|---|---|---|
        """);
    Topics.ALL.forEach(topic -> page.append(row(topic)));
    Topics.ALL.forEach(topic -> page.append(section(topic)));
    return page.toString();
  }

  private static String row(Topic<?> topic) {
    return "| [`%s`](#%s) | %s | %s | %d | %s | %d KiB | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.name().replace(".", ""),
            topic.key(),
            topic.schema().getName(),
            topic.partitions(),
            kept(topic.retention()),
            topic.maxRecordBytes() / KIB,
            String.join(", ", topic.from()),
            String.join(", ", topic.to()));
  }

  private static String section(Topic<?> topic) {
    StringBuilder text = new StringBuilder();
    text.append("\n## `%s`\n\n%s\n\n".formatted(topic.name(), topic.about()));
    text.append("%s: %s\n\n".formatted(topic.schema().getFullName(), topic.schema().getDoc()));
    text.append("| field | type | meaning |\n|---|---|---|\n");
    for (Schema.Field field : topic.schema().getFields()) {
      text.append(
          "| `%s` | %s | %s |\n".formatted(field.name(), type(field.schema()), field.doc()));
    }
    return text.toString();
  }

  private static String kept(Retention retention) {
    return switch (retention) {
      case Retention.Forever() -> "for ever";
      case Retention.Compacted() -> "last per key";
      case Retention.Limited(Duration age, long bytes) ->
          age.toDays()
              + " days"
              + (bytes < 0 ? "" : " or %d GiB a partition".formatted(bytes >> 30));
    };
  }

  private static String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical != null) {
      return logical.getName();
    }
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().getLast()) + "?";
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case RECORD -> schema.getName();
      case ENUM -> String.join(" \\| ", schema.getEnumSymbols());
      default -> schema.getType().getName();
    };
  }
}
