package aifactory.console.document;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import aifactory.console.topic.RecordBrowser;
import aifactory.contract.content.CharsetDecision;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Accepted documents: the list, and one version's text beside the bytes it came from.
@Path("/api/documents")
public class DocumentResource {
  private static final int LONGEST = 200_000;
  private static final String MATCHING =
      " from view.document d where position(lower(?) in lower(d.url || ' ' || d.title)) > 0 and (?"
          + " = '' or d.source_id = ?) and (? = '' or d.domain = ?) and (? = '' or d.language = ?)";

  private final Rows rows;
  private final RecordBrowser browser;

  DocumentResource(Rows rows, RecordBrowser browser) {
    this.rows = rows;
    this.browser = browser;
  }

  /// Accepted versions, newest first; `q` filters by a part of address or title, `source`, `domain`
  /// and `language` exactly.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("") String source,
      @RestQuery @DefaultValue("") String domain,
      @RestQuery @DefaultValue("") String language) {
    return Map.of(
        "status",
        "success",
        "documents",
        rows.list(
            "select d.document_id, d.version, d.url, d.title, d.domain, d.source_id, d.language,"
                + " d.licence, d.split, d.quality, d.weight, d.characters, d.utf8_bytes,"
                + " d.accepted_at, exists (select 1 from view.retraction r where r.document_id ="
                + " d.document_id and r.version = d.version and r.in_force) as withdrawn"
                + MATCHING
                + " order by d.accepted_at desc, d.version limit ? offset ?",
            q,
            source,
            source,
            domain,
            domain,
            language,
            language,
            page.limit(),
            page.offset()));
  }

  /// The clean text of a version, read from the log.
  @GET
  @Path("/{version}/text")
  public Map<String, Object> text(@RestPath String version) {
    Map<String, @Nullable Object> row = known(version);
    DocumentAccepted accepted =
        browser
            .one(
                Topics.CORPUS_ACCEPTED.name(),
                number(row, "partition_no"),
                offset(row, "offset_no"))
            .flatMap(record -> browser.decoded(Topics.CORPUS_ACCEPTED, record))
            .orElseThrow(() -> gone("the text is no longer in the log"));
    return Map.of(
        "status",
        "success",
        "version",
        version,
        "title",
        accepted.getTitle(),
        "text",
        cut(accepted.getText()));
  }

  /// What the text was made of: the fetched body as text, with its type and the consent signals.
  @GET
  @Path("/{version}/raw")
  public Map<String, Object> raw(@RestPath String version) {
    Map<String, @Nullable Object> row = known(version);
    DocumentFetched fetched =
        browser
            .one(
                Topics.CRAWL_DOCUMENTS.name(),
                number(row, "raw_partition"),
                offset(row, "raw_offset"))
            .flatMap(record -> browser.decoded(Topics.CRAWL_DOCUMENTS, record))
            .orElseThrow(() -> gone("the fetched bytes are no longer kept"));
    ByteBuffer body = fetched.getBody().duplicate();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("url", fetched.getUrl());
    answer.put("content_type", fetched.getContentType());
    answer.put("bytes", body.remaining());
    answer.put("consent", fetched.getConsent());
    answer.put("fetched_at", fetched.getFetchedAt());
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    answer.put("body", cut(CharsetDecision.decoded(bytes, fetched.getContentType())));
    return answer;
  }

  private Map<String, @Nullable Object> known(String version) {
    return rows.first("select * from view.document where version = ?", version)
        .orElseThrow(() -> ProblemException.unknown("version", version));
  }

  private static int number(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof Number number ? number.intValue() : -1;
  }

  private static long offset(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof Number number ? number.longValue() : -1;
  }

  private static ProblemException gone(String detail) {
    return new ProblemException(410, "GONE", detail);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
