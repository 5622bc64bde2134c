package aifactory.console.dataset;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;

/// Dataset versions.
@Path("/api/datasets")
public class DatasetResource {
  /// Columns of a dataset version as the API and the dashboard show them.
  public static final String DATASETS =
      "select dataset_id as dataset_tag, number, parent_id, documents as total_docs,"
          + " train_documents, evaluation_documents, characters, utf8_bytes, by_source as"
          + " source_breakdown, by_domain, by_language, by_licence, withdrawn, configuration_hash,"
          + " content_hash, cause, sealed_at as created_at from view.dataset";

  private final Rows rows;

  DatasetResource(Rows rows) {
    this.rows = rows;
  }

  /// Dataset versions, newest first.
  @GET
  public Map<String, Object> list(@BeanParam @Valid Page page) {
    return Map.of(
        "status",
        "success",
        "datasets",
        rows.list(
            DATASETS + " order by number desc, dataset_id limit ? offset ?",
            page.limit(),
            page.offset()));
  }
}
