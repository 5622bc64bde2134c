package aifactory.event;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event must be readable by, and able to read, its last released form in `schemas/released`.
/// `-Dschemas.release=true` writes the current forms there: do that in the commit of a release.
final class EventCompatibilityTest {
  private static final Path RELEASED =
      Path.of(System.getProperty("factory.root")).resolve("schemas/released");

  @Test
  void everyTopicHasAReleasedSchemaOrIsNew() throws IOException {
    if (Boolean.getBoolean("schemas.release")) {
      Files.createDirectories(RELEASED);
      for (Topic<?> topic : Topics.ALL) {
        Files.writeString(fileOf(topic), topic.schema().toString(true) + "\n");
      }
    }
    try (Stream<Path> files = Files.list(RELEASED)) {
      List<String> events =
          Topics.ALL.stream().map(topic -> topic.schema().getName() + ".avsc").toList();
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("released events that no topic carries any more")
          .isSubsetOf(events)
          .isNotEmpty();
    }
  }

  static Stream<Topic<?>> releasedTopics() {
    return Topics.ALL.stream().filter(topic -> Files.exists(fileOf(topic))).map(topic -> topic);
  }

  @ParameterizedTest
  @MethodSource("releasedTopics")
  void readsTheReleasedFormAndIsReadByIt(Topic<?> topic) throws IOException {
    Schema released = new Schema.Parser().parse(Files.readString(fileOf(topic)));
    Schema current = topic.schema();

    assertThat(compatibility(current, released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(compatibility(released, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(silentChanges(released, current, released.getName())).isEmpty();
  }

  @Test
  void noticesWhatAvroCallsCompatibleButReadersDoNot() {
    assertThat(silentChanges(one("\"string\""), one("\"bytes\""), "R")).isNotEmpty();
    assertThat(
            silentChanges(
                one("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"),
                one("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}"),
                "R"))
        .isNotEmpty();
  }

  private static Schema one(String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":"
                + type
                + "}]}");
  }

  /// Changes that Avro's own check lets pass: another namespace, string ↔ bytes, another unit of
  /// time.
  private static List<String> silentChanges(Schema released, Schema current, String place) {
    List<String> changes = new ArrayList<>();
    if (released.getType() != current.getType()) {
      changes.add(place + ": " + released.getType() + " became " + current.getType());
      return changes;
    }
    if (!String.valueOf(released.getLogicalType())
        .equals(String.valueOf(current.getLogicalType()))) {
      changes.add(place + ": unit changed");
    }
    if (released.getType() == Schema.Type.RECORD) {
      if (!released.getFullName().equals(current.getFullName())) {
        changes.add(place + ": " + released.getFullName() + " became " + current.getFullName());
      }
      for (Schema.Field field : released.getFields()) {
        Schema.Field now = current.getField(field.name());
        if (now != null) {
          changes.addAll(silentChanges(field.schema(), now.schema(), place + "." + field.name()));
        }
      }
    }
    return changes;
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static Path fileOf(Topic<?> topic) {
    return RELEASED.resolve(topic.schema().getName() + ".avsc");
  }
}
