package aifactory.walk;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import aifactory.event.Role;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Other people's clients, unmodified, against a running inference service: chat, streams,
/// embeddings, errors, time limits, keys. Needs the package registries.
final class SdkWalk implements Walk {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final float[] VECTORS = {0, 0, 1, 0, 0, 1};

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Path words = words(root.resolve("ops/walk/target/sdk/words"));
    try (LoneInference inference =
        LoneInference.start(root, Map.of("EMBEDDING_MODEL", words.toString()))) {
      inference.serve(WideBundle.make(root));
      key(inference.producer(), "slow", 1, false);
      key(inference.producer(), "brisk", 60, false);
      key(inference.producer(), "revoked", null, true);
      FactoryRest service = inference.rest();
      Await.until(
          "keys are known", LIMIT, () -> service.as("revoked").get("/v1/models").status() == 401);
      String baseUrl = inference.address() + "/v1";
      SdkClients clients = new SdkClients(root);
      for (SdkClients.Kind kind : SdkClients.Kind.values()) {
        steps(kind, clients, baseUrl, report);
      }
    }
  }

  private static void steps(
      SdkClients.Kind kind, SdkClients clients, String baseUrl, WalkReport report)
      throws InterruptedException {
    String name = kind.name().toLowerCase(Locale.ROOT);
    try {
      for (String line : clients.lines(kind, baseUrl)) {
        JsonNode step = CanonicalJson.read(line, JsonNode.class);
        report.saw(
            name + ": " + step.path("step").asText(),
            step.path("seen").asText(),
            "as the client expects it",
            step.path("holds").asBoolean());
      }
    } catch (IOException e) {
      report.failed(name, e);
    }
  }

  private static void key(
      EventProducer producer, String key, @Nullable Integer perMinute, boolean revoked) {
    producer.sendAndWait(
        Topics.ACCESS_KEYS,
        Sha256.hex(key),
        AccessKeyIssued.newBuilder()
            .setKeyHash(Sha256.hex(key))
            .setKeyId(key)
            .setRole(Role.CLIENT)
            .setRequestsPerMinute(perMinute)
            .setRevoked(revoked)
            .setIssuedAt(Instant.now())
            .build());
  }

  /// An embedding model of three words, so that there is one.
  private static Path words(Path folder) throws IOException {
    Files.createDirectories(folder);
    int bytes = VECTORS.length * Float.BYTES;
    byte[] header =
        "{\"embeddings\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,%d]}}"
            .formatted(bytes)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (float value : VECTORS) {
      file.putFloat(value);
    }
    Files.write(folder.resolve("model.safetensors"), file.array());
    try (InputStream tokenizer = SdkWalk.class.getResourceAsStream("/sdk/words/tokenizer.json")) {
      if (tokenizer == null) {
        throw new IOException("no tokenizer.json");
      }
      Files.write(folder.resolve("tokenizer.json"), tokenizer.readAllBytes());
    }
    return folder;
  }
}
