package aifactory.launcher.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportFormatTest {
  private static final Row ROW =
      new Row(
          "v1",
          "d1",
          "https://a.example/",
          "表題",
          "一行目\nline \"two\"",
          "ja",
          0.5,
          1.25,
          "cc0",
          "s",
          "web",
          "a.example",
          "TRAIN",
          15,
          25,
          "2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void jsonLinesAreTheSameHoweverTheyAreCompressed() throws IOException {
    byte[] plain = Files.readAllBytes(written(ExportFormat.JSONL));
    try (InputStream gzip = new GZIPInputStream(opened(ExportFormat.JSONL_GZ));
        InputStream zstd = new ZstdInputStream(opened(ExportFormat.JSONL_ZST))) {
      assertThat(gzip.readAllBytes()).isEqualTo(plain);
      assertThat(zstd.readAllBytes()).isEqualTo(plain);
    }

    List<String> lines = new String(plain, StandardCharsets.UTF_8).lines().toList();
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertThat(lines).hasSize(2);
    assertThat(first.path("text").asText()).isEqualTo(ROW.text());
    assertThat(names(first)).isEqualTo(ExportField.ALL.stream().map(ExportField::name).toList());
  }

  @Test
  void aParquetFileGivesBackEveryColumn() throws IOException {
    Path file = written(ExportFormat.PARQUET);

    List<Map<String, Object>> rows;
    try (var read = ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(MAPS))) {
      rows = read.collect(Collectors.toList());
    }
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst())
        .containsEntry("text", ROW.text())
        .containsEntry("weight", 1.25)
        .containsEntry("utf8_bytes", 25L)
        .hasSize(ExportField.ALL.size());
  }

  @Test
  void anUnknownFormatIsRefusedWithTheList() {
    assertThatThrownBy(() -> ExportFormat.named("csv")).hasMessageContaining("jsonl.zst");
  }

  private static final Hydrator<Map<String, Object>, Map<String, Object>> MAPS =
      new Hydrator<>() {
        @Override
        public Map<String, Object> start() {
          return new HashMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String heading, Object value) {
          row.put(heading, value);
          return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
          return row;
        }
      };

  private Path written(ExportFormat format) throws IOException {
    Path file = folder.resolve(format.fileName());
    try (RowWriter writer = format.open(file)) {
      writer.write(ROW);
      writer.write(ROW);
    }
    return file;
  }

  private InputStream opened(ExportFormat format) throws IOException {
    return Files.newInputStream(written(format));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
