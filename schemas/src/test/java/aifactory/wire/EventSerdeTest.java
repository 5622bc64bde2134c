package aifactory.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.topic.Topics;
import aifactory.event.NodeLogged;
import aifactory.event.PolicySet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

final class EventSerdeTest {
  private final SchemaRegistry registry = SchemaRegistry.at("mock://event-serde-test");
  private final Serde<PolicySet> serde = EventSerde.of(Topics.POLICY_SOURCES, registry);
  private final PolicySet event =
      PolicySet.newBuilder()
          .setEventId("e1")
          .setPattern("日本.example")
          .setAllowTraining(false)
          .setSetAt(Instant.ofEpochMilli(1234))
          .build();

  @Test
  void readsWhatItWrote() {
    assertThat(serde.deserializer().deserialize("policy.sources", bytes())).isEqualTo(event);
  }

  @Test
  void writesConfluentsWireFormat() {
    ByteBuffer wire = ByteBuffer.wrap(bytes());

    assertThat(wire.get()).isZero();
    assertThat(registry.schemaOf(wire.getInt())).isEqualTo(PolicySet.getClassSchema());
  }

  @Test
  void keepsTombstones() {
    assertThat(serde.serializer().serialize("policy.sources", null)).isNull();
    assertThat(serde.deserializer().deserialize("policy.sources", null)).isNull();
  }

  @Test
  void namesBytesThatAreNotInTheWireFormat() {
    byte[] garbage = "hello, broker".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> serde.deserializer().deserialize("policy.sources", garbage))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("wire format")
        .hasMessageContaining("policy.sources");
  }

  @Test
  void namesAnUnknownSchemaId() {
    byte[] unknown = ByteBuffer.allocate(6).put((byte) 0).putInt(4711).put((byte) 1).array();

    assertThatThrownBy(() -> serde.deserializer().deserialize("policy.sources", unknown))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("4711");
  }

  @Test
  void refusesTruncatedAndForeignRecords() {
    byte[] whole = bytes();
    byte[] truncated = java.util.Arrays.copyOf(whole, whole.length / 2);
    byte[] foreign =
        new EventSerializer<NodeLogged>(registry)
            .serialize(
                "policy.sources",
                NodeLogged.newBuilder()
                    .setNodeId("n")
                    .setLevel("INFO")
                    .setLogger("l")
                    .setMessage("m")
                    .setLoggedAt(Instant.EPOCH)
                    .build());

    assertThatThrownBy(() -> serde.deserializer().deserialize("policy.sources", truncated))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> serde.deserializer().deserialize("policy.sources", foreign))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("PolicySet");
  }

  private byte[] bytes() {
    return serde.serializer().serialize("policy.sources", event);
  }
}
