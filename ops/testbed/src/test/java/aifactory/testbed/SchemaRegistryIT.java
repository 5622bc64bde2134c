package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventDeserializer;
import aifactory.wire.EventSerializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class SchemaRegistryIT {
  private static final String TOPIC = Topics.CRAWL_SOURCES.name();

  private final KafkaSettings settings = Testbed.attach().kafka();

  @Test
  void anEventComesBackEqual() {
    SourceDeclared event =
        SourceDeclared.newBuilder()
            .setSourceId("handbook")
            .setKind("web")
            .setAddress("https://例え.example/")
            .setScope(List.of("https://例え.example/docs/"))
            .setMaxPages(12L)
            .setDeclaredAt(Instant.ofEpochMilli(1_700_000_000_123L))
            .build();

    byte[] bytes = new EventSerializer<SourceDeclared>(settings.registry()).serialize(TOPIC, event);

    assertThat(reader().deserialize(TOPIC, bytes)).isEqualTo(event);
  }

  @Test
  void anEventOfAnOlderWriterIsReadWithDefaults() throws Exception {
    // Given a writer that does not know localAllowed, maxPages, active and actor yet
    Schema older =
        without(
            SourceDeclared.getClassSchema(),
            List.of("localAllowed", "maxPages", "active", "actor"));
    GenericRecord event =
        new GenericRecordBuilder(older)
            .set("sourceId", "old")
            .set("kind", "feed")
            .set("address", "https://example.org/feed")
            .set("declaredAt", 1_700_000_000_123L)
            .build();
    byte[] bytes = confluent(register(older), older, event);

    // When
    SourceDeclared read = reader().deserialize(TOPIC, bytes);

    // Then
    assertThat(read).isNotNull();
    assertThat(read.getSourceId()).isEqualTo("old");
    assertThat(read.getActive()).isTrue();
    assertThat(read.getLocalAllowed()).isFalse();
    assertThat(read.getMaxPages()).isNull();
    assertThat(read.getActor()).isEqualTo("unknown");
  }

  @Test
  void anUnknownSchemaIdIsUnreadable() {
    byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).putInt(7).array();

    assertThatThrownBy(() -> reader().deserialize(TOPIC, bytes))
        .isInstanceOf(UnreadableRecordException.class);
  }

  private EventDeserializer<SourceDeclared> reader() {
    return new EventDeserializer<>(settings.registry(), SourceDeclared.getClassSchema());
  }

  private static Schema without(Schema schema, List<String> names) {
    List<Schema.Field> fields =
        schema.getFields().stream()
            .filter(field -> !names.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  private int register(Schema schema) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    String body = json.createObjectNode().put("schema", schema.toString()).toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(settings.registryUrl() + "/subjects/" + TOPIC + "-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return json.readTree(answer).path("id").asInt();
    }
  }

  private static byte[] confluent(int id, Schema schema, GenericRecord event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
