package aifactory.console.dataset;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Dataset versions.
@Path("/api/datasets")
public class DatasetResource {
  /// Columns of a dataset version as the API and the dashboard show them. Tokens are those that the
  /// newest checkpoint trained on it counted; null before there is one.
  public static final String DATASETS =
      "select dataset_id as dataset_tag, number, parent_id, documents as total_docs,"
          + " (select nullif(dataset_tokens, 0) from view.checkpoint c where c.dataset_id ="
          + " d.dataset_id order by checkpointed_at desc limit 1) as train_tokens, (select"
          + " nullif(evaluation_tokens, 0) from view.checkpoint c where c.dataset_id = d.dataset_id"
          + " order by checkpointed_at desc limit 1) as val_tokens, (select coalesce(sum(n::bigint),"
          + " 0) from jsonb_each_text(withdrawn) w(reason, n) where reason in ('POLICY', 'TAKEDOWN',"
          + " 'CONSENT')) as blocked_docs, coalesce((rejected ->> 'EXACT_DUPLICATE')::bigint, 0) +"
          + " coalesce((withdrawn ->> 'NEAR_DUPLICATE')::bigint, 0) as duplicate_docs, (select"
          + " coalesce(sum(n::bigint), 0) from jsonb_each_text(rejected) r(reason, n) where reason <>"
          + " 'EXACT_DUPLICATE') as filtered_docs, rejected,"
          + " train_documents, evaluation_documents, characters, utf8_bytes, masked_documents,"
          + " masked_paragraphs, masked_utf8_bytes, by_source as"
          + " source_breakdown, by_domain, by_language, by_licence, withdrawn, configuration_hash,"
          + " content_hash, cause, sealed_at as created_at from view.dataset d";

  private final Rows rows;

  DatasetResource(Rows rows) {
    this.rows = rows;
  }

  /// One dataset version.
  @GET
  @Path("/{dataset}")
  public Map<String, Object> one(@RestPath String dataset) {
    return Map.of("status", "success", "dataset", known(dataset));
  }

  /// What changed from one dataset version to another, in documents, bytes, sources, domains,
  /// languages, licences and withdrawals.
  @GET
  @Path("/{dataset}/difference")
  public Map<String, Object> difference(
      @RestPath String dataset, @RestQuery @DefaultValue("") String from) {
    Map<String, @Nullable Object> to = known(dataset);
    Object parent = to.get("parent_id");
    String base = from.isEmpty() && parent != null ? parent.toString() : from;
    return Map.of(
        "status",
        "success",
        "from",
        known(base),
        "to",
        to,
        "difference",
        DatasetDifference.between(known(base), to));
  }

  private Map<String, @Nullable Object> known(String dataset) {
    return rows.first(DATASETS + " where dataset_id = ?", dataset)
        .orElseThrow(() -> ProblemException.unknown("dataset", dataset));
  }

  /// Dataset versions, newest first; `q` (a part of the tag) filters, and `domain` and `source`, of
  /// which they hold documents.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("") String domain,
      @RestQuery @DefaultValue("") String source) {
    return Map.of(
        "status",
        "success",
        "datasets",
        rows.list(
            DATASETS
                + " where position(? in dataset_id) > 0 and (? = '' or by_domain ?? ?) and (? = ''"
                + " or by_source ?? ?) order by number desc, dataset_id limit ? offset ?",
            q,
            domain,
            domain,
            source,
            source,
            page.limit(),
            page.offset()));
  }
}
