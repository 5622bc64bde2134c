package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.intake.Intake;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageSearch;
import aifactory.inference.retrieve.SearchRequest;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/v1/search`: the passages alone, with filters.
@Path("/v1/search")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SearchResource {
  private static final int MAX_HITS = 100;
  private static final int USUAL_HITS = 10;
  private static final int MAX_VALUES = 100;
  private static final int MAX_QUERY_CHARACTERS = 10_000;
  private static final double MAX_DAYS = 36_500;

  private final Intake intake;

  public SearchResource(Intake intake) {
    this.intake = intake;
  }

  record Hit(
      String title,
      String url,
      String passage,
      double score,
      String language,
      @JsonProperty("source_type") String sourceType,
      String domain,
      @JsonProperty("fetched_at") String fetchedAt,
      @JsonProperty("document_id") String documentId,
      String version) {
    static Hit of(Passage passage) {
      return new Hit(
          passage.title(),
          passage.url(),
          passage.text(),
          passage.score(),
          passage.language(),
          passage.sourceType(),
          passage.domain(),
          passage.fetchedAt().toString(),
          passage.documentId(),
          passage.version());
    }
  }

  record Hits(String object, String query, List<Hit> data) {}

  @POST
  public Hits search(byte @Nullable [] bytes) {
    SearchRequest request = request(JsonBody.parse(bytes));
    PassageSearch open =
        intake
            .search()
            .orElseThrow(() ->
                new RequestRefusedException(
                    Reason.NOT_READY, null, "the index is still being opened; try again"));
    return new Hits("list", request.question(), open.find(request).stream().map(Hit::of).toList());
  }

  private static SearchRequest request(JsonBody body) {
    String query = body.text("query");
    if (query == null || query.isBlank() || query.length() > MAX_QUERY_CHARACTERS) {
      throw JsonBody.wrong(
          "query", "must be a text of at most %d characters".formatted(MAX_QUERY_CHARACTERS));
    }
    double halfLife = body.number("freshness_half_life_days", 0, MAX_DAYS, 0);
    return new SearchRequest(
        query,
        body.integer("limit", 1, MAX_HITS).orElse(USUAL_HITS),
        Set.copyOf(body.texts("language", MAX_VALUES)),
        Set.copyOf(body.texts("source_type", MAX_VALUES)),
        Set.copyOf(body.texts("domain", MAX_VALUES)),
        time(body, "since"),
        time(body, "until"),
        halfLife == 0 ? null : Duration.ofSeconds(Math.max(1, (long) (halfLife * 86_400))));
  }

  /// A date (its beginning, UTC) or an instant.
  private static @Nullable Instant time(JsonBody body, String name) {
    String given = body.text(name);
    if (given == null) {
      return null;
    }
    try {
      return given.length() == "2026-01-01".length()
          ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(given);
    } catch (DateTimeParseException e) {
      throw JsonBody.wrong(name, "must be like 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }
}
