package aifactory.launcher.node;

import aifactory.launcher.part.JavaCommand;
import aifactory.launcher.part.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The nodes of the 24-node configuration that are no service, as parts.
public final class TypeNodeParts {
  private static final int HEAP_MEGABYTES = 32;

  private TypeNodeParts() {}

  /// @param home where their ids are kept
  /// @param after what they wait for, so that the services start first
  public static List<Part> in(Path home, Map<String, String> shared, Set<String> after) {
    List<Part> parts = new ArrayList<>();
    for (NodeType type : NodeType.values()) {
      for (int number = type.firstWithoutService(); number <= type.nodes(); number++) {
        parts.add(part(home, shared, after, type.typeName(), number));
      }
    }
    return List.copyOf(parts);
  }

  private static Part part(
      Path home, Map<String, String> shared, Set<String> after, String type, int number) {
    String name = type + "-" + number;
    Path beats = home.resolve("nodes").resolve(name + ".beats");
    Map<String, String> environment = new HashMap<>(shared);
    environment.put("NODE_ID", ""); // a given id is one node's
    return new Part(
        name,
        "",
        JavaCommand.withHeap(HEAP_MEGABYTES)
            .quickStart()
            .with("-Xss512k", "-XX:ReservedCodeCacheSize=24m", "-XX:CICompilerCount=1")
            .running(
                System.getProperty("java.class.path"),
                TypeNode.class,
                home.toString(),
                type,
                Integer.toString(number),
                beats.toString()),
        environment,
        after,
        () -> Files.deleteIfExists(beats),
        () -> Files.exists(beats),
        Part.StopSignal.TERMINATE);
  }
}
