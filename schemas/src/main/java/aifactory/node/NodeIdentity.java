package aifactory.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// Who a process is in the factory.
///
/// @param nodeId persistent over restarts
/// @param nodeType one of the eight groups: sensing, encoder, inference, decision, memory, trainer,
///   aggregator, management
/// @param service crawler, preprocess, trainer, inference or console; of a node without a service
///   its type and number
/// @param address where its REST interface is
public record NodeIdentity(String nodeId, String nodeType, String service, String address) {

  /// The identity kept in `<home>/nodes/<service>.id`, made at the first start; `NODE_ID` in the
  /// environment wins.
  public static NodeIdentity persistent(
      Path home, String nodeType, String service, String address) {
    String given = System.getenv("NODE_ID");
    if (given != null && !given.isBlank()) {
      return new NodeIdentity(given, nodeType, service, address);
    }
    Path file = home.resolve("nodes").resolve(service + ".id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, service + "-" + UUID.randomUUID().toString().substring(0, 8));
      }
      return new NodeIdentity(Files.readString(file).strip(), nodeType, service, address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the node id in " + file, e);
    }
  }

  /// What a process of this service can do.
  public List<String> capabilities() {
    return switch (service) {
      case "crawler" -> List.of("collect");
      case "preprocess" -> List.of("judge", "seal");
      case "trainer" -> List.of("train", "evaluate", "export");
      case "inference" -> List.of("answer", "retrieve");
      case "console" -> List.of("steer");
      default -> List.of();
    };
  }
}
