package aifactory.console.lineage;

import aifactory.console.ledger.Rows;
import aifactory.console.lineage.LineageLog.Makings;
import aifactory.console.problem.ProblemException;
import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.event.DatasetSealed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.Split;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Everything about one document: where its raw bytes and its versions lie, what was decided, which
/// dataset versions hold it and which checkpoints and bundles were drawn from those.
@Path("/api/lineage")
public class LineageResource {
  private final Rows rows;
  private final LineageLog log;

  LineageResource(Rows rows, LineageLog log) {
    this.rows = rows;
    this.log = log;
  }

  /// `target` is a document id or a URL.
  @GET
  public Map<String, Object> document(@RestQuery @DefaultValue("") String target) {
    String documentId = documentId(target.strip());
    List<Map<String, @Nullable Object>> versions =
        rows.list(
            "select * from view.document where document_id = ? order by accepted_at, version",
            documentId);
    List<Map<String, @Nullable Object>> rejections =
        rows.list("select * from view.rejection where document_id = ?", documentId);
    if (versions.isEmpty() && rejections.isEmpty()) {
      throw ProblemException.unknown("document", target);
    }
    List<RegisterEntry> register = log.register(documentId);
    Makings makings = log.makings();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("document_id", documentId);
    List<Map<String, @Nullable Object>> told = new ArrayList<>();
    for (Map<String, @Nullable Object> row : versions) {
      told.add(version(row, register, makings));
    }
    answer.put("versions", told);
    answer.put("rejections", rejections);
    answer.put("register", register.stream().map(LineageResource::entry).toList());
    return answer;
  }

  private static String documentId(String target) {
    if (target.isEmpty()) {
      throw ProblemException.invalid("target", "is required: a document id or a URL");
    }
    return target.matches("[0-9a-f]{64}")
        ? target
        : DocumentId.of(CanonicalUrl.parse(target).map(CanonicalUrl::text).orElse(target));
  }

  private Map<String, @Nullable Object> version(
      Map<String, @Nullable Object> row, List<RegisterEntry> register, Makings makings) {
    Holding holding = new Holding(place(row), register);
    Map<String, DatasetSealed> holders =
        makings.datasets().values().stream()
            .filter(holding::isIn)
            .collect(
                Collectors.toMap(
                    DatasetSealed::getDatasetId, each -> each, (a, b) -> b, LinkedHashMap::new));
    boolean trained = Split.TRAIN.name().equals(row.get("split"));
    List<ModelCheckpointed> checkpoints =
        trained ? drawnFrom(makings, holders.keySet()) : List.of();
    Set<String> hashes =
        checkpoints.stream()
            .map(ModelCheckpointed::getCheckpointHash)
            .collect(Collectors.toUnmodifiableSet());
    Map<String, @Nullable Object> version = new LinkedHashMap<>(row);
    version.put("withdrawn", holding.withdrawn());
    version.put("masked", masked(text(row, "version")));
    version.put("datasets", holders.values().stream().map(LineageResource::dataset).toList());
    version.put("checkpoints", checkpoints.stream().map(LineageResource::checkpoint).toList());
    version.put(
        "bundles",
        makings.bundles().stream()
            .filter(bundle -> hashes.contains(bundle.getCheckpointHash()))
            .map(ModelBundled::getBundleId)
            .distinct()
            .toList());
    return version;
  }

  /// Paragraphs that dataset versions leave out, in code points of the text.
  private List<Map<String, @Nullable Object>> masked(String version) {
    return rows.list(
        "select (p ->> 'start')::int as start, (p ->> 'end')::int as \"end\", p ->> 'paragraph' as"
            + " paragraph from view.mask, jsonb_array_elements(paragraphs) with ordinality as"
            + " each(p, place) where version = ? order by place",
        version);
  }

  /// A checkpoint is drawn from every dataset version that its journal names.
  private static List<ModelCheckpointed> drawnFrom(Makings makings, Set<String> datasets) {
    List<ModelCheckpointed> drawn = new ArrayList<>();
    for (ModelCheckpointed checkpoint : makings.checkpoints()) {
      if (checkpoint.getJournal().stream()
          .anyMatch(entry -> datasets.contains(entry.getDatasetId()))) {
        drawn.add(checkpoint);
      }
    }
    drawn.sort(Comparator.comparing(ModelCheckpointed::getCheckpointedAt));
    return drawn;
  }

  private static Holding.Place place(Map<String, @Nullable Object> row) {
    return new Holding.Place(
        text(row, "document_id"),
        text(row, "version"),
        text(row, "url"),
        text(row, "domain"),
        text(row, "source_type"),
        row.get("partition_no") instanceof Number number ? number.intValue() : -1,
        row.get("offset_no") instanceof Number number ? number.longValue() : -1);
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  private static Map<String, Object> dataset(DatasetSealed sealed) {
    return Map.of("dataset_id", sealed.getDatasetId(), "number", sealed.getNumber());
  }

  private static Map<String, Object> checkpoint(ModelCheckpointed event) {
    return Map.of(
        "checkpoint_hash",
        event.getCheckpointHash(),
        "run_id",
        event.getRunId(),
        "step",
        event.getStep());
  }

  private static Map<String, Object> entry(RegisterEntry entry) {
    return Map.of(
        "version",
        entry.version(),
        "reason",
        entry.reason(),
        "in_force",
        entry.inForce(),
        "cause",
        entry.cause(),
        "registered_at",
        entry.registeredAt());
  }
}
