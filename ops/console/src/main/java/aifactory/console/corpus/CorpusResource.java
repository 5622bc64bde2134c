package aifactory.console.corpus;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// What was judged: counts of what was accepted, what was rejected and why.
@Path("/api")
public class CorpusResource {
  private static final String REJECTED =
      " from view.rejection where (? = '' or reason = ?) and position(lower(?) in lower(url)) > 0";

  private final Rows rows;

  CorpusResource(Rows rows) {
    this.rows = rows;
  }

  /// Versions held (accepted and not withdrawn) with their true bytes, also by source, language and
  /// domain; all ever accepted; duplicates; what is withdrawn now, by reason: a version withdrawn
  /// for two reasons is in both, and once in `withdrawn_documents`.
  @GET
  @Path("/corpus")
  public Map<String, Object> corpus() {
    Map<String, Object> corpus = new LinkedHashMap<>();
    corpus.put("status", "success");
    corpus.put("accepted", rows.first(SUMS + " from view.accepted_count").orElseThrow());
    corpus.put("held", rows.first(SUMS + " from view.held_count").orElseThrow());
    corpus.put(
        "withdrawn_documents",
        rows.number("select coalesce(sum(versions - total), 0)::bigint from view.held_count"));
    corpus.put(
        "languages",
        rows.list(
            "select language, sum(total)::bigint as total, sum(characters)::bigint as characters,"
                + " sum(utf8_bytes)::bigint as utf8_bytes from view.held_count group by"
                + " language order by utf8_bytes desc limit 30"));
    corpus.put(
        "sources",
        rows.list(
            "select a.source_id, s.kind, s.licence, sum(a.total)::bigint as total,"
                + " sum(a.utf8_bytes)::bigint as utf8_bytes from view.held_count a left join"
                + " view.source s using (source_id) group by a.source_id, s.kind, s.licence order"
                + " by utf8_bytes desc limit 50"));
    corpus.put(
        "domains",
        rows.list(
            "select domain, sum(total)::bigint as total, sum(utf8_bytes)::bigint as utf8_bytes from"
                + " view.held_count group by domain order by utf8_bytes desc limit 50"));
    corpus.put(
        "withdrawn",
        rows.list(
            "select reason, count(*) as total from view.retraction where in_force group by reason"
                + " order by total desc"));
    corpus.put(
        "exact_duplicates",
        rows.number(
            "select coalesce(sum(total), 0)::bigint from view.rejection_count where reason ="
                + " 'EXACT_DUPLICATE'"));
    return corpus;
  }

  /// Rejections counted by reason, and documents whose last verdict was one, newest first; `reason`
  /// and `q` (a part of the address) filter these.
  @GET
  @Path("/rejections")
  public Map<String, Object> rejections(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String reason,
      @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "reasons",
        rows.list(
            "select reason, sum(total)::bigint as total, max(last_at) as last_at from"
                + " view.rejection_count group by reason order by total desc"),
        "rejections",
        rows.list(
            "select document_id, reason, url, domain, source_id, language, measure, threshold,"
                + " detail, rejected_at"
                + REJECTED
                + " order by rejected_at desc, document_id limit ? offset ?",
            reason,
            reason,
            q,
            page.limit(),
            page.offset()));
  }

  private static final String SUMS =
      "select coalesce(sum(total), 0)::bigint as documents, coalesce(sum(characters), 0)::bigint as"
          + " characters, coalesce(sum(utf8_bytes), 0)::bigint as utf8_bytes";
}
