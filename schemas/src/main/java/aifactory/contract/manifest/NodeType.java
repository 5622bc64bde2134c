package aifactory.contract.manifest;

import java.util.Arrays;
import java.util.Locale;

/// The eight groups of nodes.
public enum NodeType {
  SENSING,
  ENCODER,
  INFERENCE,
  DECISION,
  MEMORY,
  TRAINER,
  AGGREGATOR,
  MANAGEMENT;

  /// As a manifest writes it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of that name.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static NodeType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "node type %s is none of %s"
                    .formatted(name, Arrays.stream(values()).map(NodeType::label).toList())));
  }
}
