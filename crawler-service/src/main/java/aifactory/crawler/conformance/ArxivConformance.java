package aifactory.crawler.conformance;

import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recorded answers of the arXiv API (`{"url", "status_code", "body"}`): every entry with an
/// abstract is a document, but for those that say that they were withdrawn.
public final class ArxivConformance {
  private static final Pattern ENTRY = Pattern.compile("(?s)<entry>.*?</entry>");
  private static final Pattern ABSTRACT = Pattern.compile("(?s)<summary[^>]*>\\s*\\S");

  private ArxivConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, ".json")) {
      JsonNode recorded = new ObjectMapper().readTree(file.toFile());
      if (recorded.path("body").asText().contains("arxiv.org")) {
        lines.line(folder.relativize(file).toString(), difference(recorded));
      }
    }
  }

  private static Optional<String> difference(JsonNode recorded) throws IOException {
    String body = recorded.get("body").asText();
    PageSource answer =
        request ->
            new FetchResponse(
                FetchOutcome.FETCHED,
                null,
                recorded.path("status_code").asInt(),
                null,
                Map.of("content-type", List.of("application/atom+xml")),
                body.getBytes(StandardCharsets.UTF_8));
    CollectorConformance.Visit visit =
        CollectorConformance.visit(
            "arxiv", "http://export.arxiv.org/api/query?search_query=all", answer);
    long expected =
        ENTRY
            .matcher(body)
            .results()
            .map(match -> match.group())
            .filter(entry -> entry.contains("/abs/") && ABSTRACT.matcher(entry).find())
            .filter(entry -> !entry.contains("withdrawn"))
            .count();
    return visit.documents().size() == expected
        ? Optional.empty()
        : Optional.of(
            "%d papers, expected %d (%s)"
                .formatted(visit.documents().size(), expected, visit.outcome()));
  }
}
