package aifactory.wire;

import org.apache.avro.Schema;

/// Schemas by id, as Confluent's registry API has them. Thread-safe; answers are cached for good,
/// because an id never changes its meaning.
public interface SchemaRegistry {
  /// Registers the schema under the subject if need be and returns its id.
  int idOf(String subject, Schema schema);

  /// The schema of an id.
  Schema schemaOf(int id);

  /// The registry at a URL; `mock://name` is one in memory, shared by name within this JVM.
  static SchemaRegistry at(String url) {
    return url.startsWith("mock://")
        ? InMemorySchemaRegistry.named(url)
        : HttpSchemaRegistry.at(url);
  }
}
