package aifactory.launcher.dataset;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/// One Parquet file, Snappy-compressed; every column is required.
final class ParquetFile implements RowWriter {
  private static final MessageType SCHEMA = schema();
  private static final Dehydrator<Row> COLUMNS =
      (row, columns) -> {
        columns.write("id", row.id());
        columns.write("document_id", row.documentId());
        columns.write("url", row.url());
        columns.write("title", row.title());
        columns.write("text", row.text());
        columns.write("language", row.language());
        columns.write("quality", row.quality());
        columns.write("weight", row.weight());
        columns.write("licence", row.licence());
        columns.write("source_id", row.sourceId());
        columns.write("source_type", row.sourceType());
        columns.write("domain", row.domain());
        columns.write("split", row.split());
        columns.write("characters", row.characters());
        columns.write("utf8_bytes", row.utf8Bytes());
        columns.write("fetched_at", row.fetchedAt());
      };

  private final ParquetWriter<Row> writer;

  ParquetFile(Path file) throws IOException {
    this.writer = ParquetWriter.writeFile(SCHEMA, file.toFile(), COLUMNS);
  }

  private static MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    ExportField.ALL.forEach(field -> {
      switch (field.type()) {
        case TEXT -> message.required(BINARY).as(stringType()).named(field.name());
        case NUMBER -> message.required(DOUBLE).named(field.name());
        case COUNT -> message.required(INT64).named(field.name());
      }
    });
    return message.named("document");
  }

  @Override
  public void write(Row row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
