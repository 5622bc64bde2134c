package aifactory.preprocess.explain;

import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Our side of `./factory bench extraction`: the text of each `PAGES/*/source.html`, one JSON
/// object per page, written to `OUT`.
public final class ExtractionTrial {
  private ExtractionTrial() {}

  public static void main(String[] arguments) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(arguments[0]));
        BufferedWriter lines = Files.newBufferedWriter(Path.of(arguments[1]))) {
      List<Path> pages =
          folders.filter(folder -> Files.exists(folder.resolve("source.html"))).sorted().toList();
      for (Path page : pages) {
        byte[] body = Files.readAllBytes(page.resolve("source.html"));
        String text =
            Extraction.of(new Content("", "text/html", body)) instanceof Extraction.Found found
                ? NormalizerCatalogue.normalize(found.extracted().text())
                : "";
        lines.write(
            JsonNodeFactory.instance
                    .objectNode()
                    .put("page", String.valueOf(page.getFileName()))
                    .put("text", text)
                + "\n");
      }
    }
  }
}
