package aifactory.launcher.dataset;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// The formats by name.
public enum ExportFormat {
  JSONL("jsonl", "documents.jsonl", "application/jsonlines") {
    @Override
    RowWriter open(Path file) throws IOException {
      return new JsonLines(Files.newOutputStream(file));
    }
  },
  JSONL_GZ("jsonl.gz", "documents.jsonl.gz", "application/gzip") {
    @Override
    RowWriter open(Path file) throws IOException {
      return new JsonLines(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16));
    }
  },
  JSONL_ZST("jsonl.zst", "documents.jsonl.zst", "application/zstd") {
    @Override
    RowWriter open(Path file) throws IOException {
      return new JsonLines(new ZstdOutputStream(Files.newOutputStream(file)));
    }
  },
  PARQUET("parquet", "documents.parquet", "application/x-parquet") {
    @Override
    RowWriter open(Path file) throws IOException {
      return new ParquetFile(file);
    }
  };

  private final String commandName;
  private final String fileName;
  private final String mediaType;

  ExportFormat(String commandName, String fileName, String mediaType) {
    this.commandName = commandName;
    this.fileName = fileName;
    this.mediaType = mediaType;
  }

  /// Opens the file, which is not there yet.
  abstract RowWriter open(Path file) throws IOException;

  String fileName() {
    return fileName;
  }

  String mediaType() {
    return mediaType;
  }

  /// @throws IllegalArgumentException when there is no such format
  public static ExportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.commandName.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no format is named %s; there are: %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(format -> format.commandName)
                            .collect(Collectors.joining(", ")))));
  }
}
