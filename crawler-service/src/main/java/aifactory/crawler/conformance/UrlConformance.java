package aifactory.crawler.conformance;

import aifactory.contract.url.WebUrl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Files of web-platform tests: `urltestdata*.json`, a list of `{"input", "base", "href"}` or
/// `{"input", "base", "failure": true}`.
public final class UrlConformance {
  private UrlConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, ".json")) {
      if (file.getFileName().toString().startsWith("urltestdata")) {
        int number = 0;
        for (JsonNode test : new ObjectMapper().readTree(file.toFile())) {
          number++;
          if (test.has("input")) {
            lines.line(folder.relativize(file) + " #" + number, difference(test));
          }
        }
      }
    }
  }

  private static Optional<String> difference(JsonNode test) {
    String input = test.get("input").asText();
    JsonNode base = test.path("base");
    Optional<String> actual =
        (base.isTextual()
                ? WebUrl.parse(base.asText()).flatMap(page -> page.resolve(input))
                : WebUrl.parse(input))
            .map(WebUrl::href);
    Optional<String> expected =
        test.path("failure").asBoolean()
            ? Optional.empty()
            : Optional.of(test.get("href").asText());
    return actual.equals(expected)
        ? Optional.empty()
        : Optional.of("%s is %s, expected %s".formatted(input, actual, expected));
  }
}
