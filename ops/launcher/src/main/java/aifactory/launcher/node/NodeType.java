package aifactory.launcher.node;

import java.util.Locale;

/// The eight groups of the 24-node configuration, with how many nodes each has.
enum NodeType {
  SENSING(4, "crawler"),
  ENCODER(4, ""),
  INFERENCE(6, "inference"),
  DECISION(2, ""),
  MEMORY(3, "preprocess"),
  TRAINER(1, "trainer"),
  AGGREGATOR(2, ""),
  MANAGEMENT(2, "console");

  private final int nodes;
  private final String service;

  /// @param service the service that is the group's first node; empty = no engine yet
  NodeType(int nodes, String service) {
    this.nodes = nodes;
    this.service = service;
  }

  String typeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Number of the group's first node that is no service.
  int firstWithoutService() {
    return service.isEmpty() ? 1 : 2;
  }

  int nodes() {
    return nodes;
  }
}
