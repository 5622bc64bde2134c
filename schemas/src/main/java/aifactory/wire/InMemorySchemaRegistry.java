package aifactory.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// A registry inside one JVM, for topology tests that run without a broker.
final class InMemorySchemaRegistry implements SchemaRegistry {
  private static final Map<String, InMemorySchemaRegistry> BY_NAME = new ConcurrentHashMap<>();

  private final List<Schema> schemas = new ArrayList<>();

  private InMemorySchemaRegistry() {}

  static InMemorySchemaRegistry named(String name) {
    return BY_NAME.computeIfAbsent(name, ignored -> new InMemorySchemaRegistry());
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known >= 0) {
      return known + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized Schema schemaOf(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnreadableRecordException("schema id " + id + " is not registered", null);
    }
    return schemas.get(id - 1);
  }
}
