package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A file of JSON objects, one per line, each with a text: what data sets are passed on as.
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS = List.of("text", "content", "body", "article");
  private static final List<String> PLACES = List.of("url", "source_url", "link");

  private JsonLines() {}

  /// Hands over every text.
  ///
  /// @param maxBytes of one text
  /// @return lines that had none
  static long read(Path file, int maxBytes, Consumer<CollectedText> texts) throws IOException {
    long skipped = 0;
    long number = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Optional<CollectedText> text = text(file.toUri() + "#" + number, line);
        if (text.isPresent() && text.get().body().length <= maxBytes) {
          texts.accept(text.get());
        } else {
          skipped++;
        }
      }
    }
    return skipped;
  }

  private static Optional<CollectedText> text(String place, String line) {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    String url =
        field(object, PLACES).flatMap(CanonicalUrl::parse).map(CanonicalUrl::text).orElse(place);
    return field(object, TEXTS)
        .map(text ->
            new CollectedText(
                url,
                text.getBytes(StandardCharsets.UTF_8),
                "text/plain; charset=utf-8",
                field(object, List.of("title")),
                field(object, List.of("language", "lang")),
                field(object, List.of("license", "licence"))));
  }

  private static Optional<String> field(JsonNode object, List<String> names) {
    return names.stream()
        .map(name -> object.path(name).asText(""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
