package aifactory.crawler.conformance;

import aifactory.crawler.fetch.PageSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// WARC and WET files: as many documents as there are conversions, and responses with status 200,
/// counted over the bytes.
public final class ArchiveConformance {
  private static final Pattern CONVERSION = Pattern.compile("WARC-Type: *conversion\r?\n");
  private static final Pattern RESPONSE =
      Pattern.compile("WARC-Type: *response\r?\n(?:[^\r\n]+\r?\n)*+\r?\nHTTP/[0-9.]+ 200");

  private ArchiveConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, "")) {
      String name = file.getFileName().toString();
      if (name.matches(".*\\.(warc|wet)(\\.gz)?")) {
        lines.line(folder.relativize(file).toString(), difference(file));
      }
    }
  }

  private static Optional<String> difference(Path file) throws IOException {
    PageSource none =
        request -> {
          throw new IllegalStateException("an archive needs no network");
        };
    CollectorConformance.Visit visit = CollectorConformance.visit("warc", file.toString(), none);
    String bytes = new String(plain(file), StandardCharsets.ISO_8859_1);
    long expected =
        CONVERSION.matcher(bytes).results().count() + RESPONSE.matcher(bytes).results().count();
    return visit.documents().size() == expected
        ? Optional.empty()
        : Optional.of(
            "%d documents, expected %d (%s)"
                .formatted(visit.documents().size(), expected, visit.outcome()));
  }

  private static byte[] plain(Path file) throws IOException {
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return (packed ? new GZIPInputStream(in) : in).readAllBytes();
    }
  }
}
