package aifactory.trainer.checkpoint;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;

/// The licence of weights that were trained here: that of the text they read. Of several all hold,
/// and text without one leaves it open.
public final class DerivedLicence {
  /// Where nothing says so.
  public static final String UNSPECIFIED = "unspecified";

  private static final String AND = " AND ";

  private DerivedLicence() {}

  /// @param documents by licence
  public static String of(Map<String, Long> documents) {
    TreeSet<String> licences = new TreeSet<>();
    documents.forEach((licence, count) -> {
      if (count > 0) {
        licences.add(
            licence.isBlank() || licence.equals("unknown") ? UNSPECIFIED : licence.strip());
      }
    });
    return licences.isEmpty() ? UNSPECIFIED : String.join(AND, licences);
  }

  /// That of a checkpoint's weights.
  public static String of(Checkpoint checkpoint) {
    java.util.TreeMap<String, Long> documents = new java.util.TreeMap<>();
    JsonNode notes = CanonicalJson.read(checkpoint.trainingConfiguration(), JsonNode.class);
    notes
        .path("licences")
        .properties()
        .forEach(each -> documents.put(each.getKey(), each.getValue().asLong()));
    return of(documents);
  }

  /// Front matter of a model card: Hugging Face knows single licences by name and no others.
  public static String frontMatter(String licence) {
    return licence.contains(AND) || licence.contains(UNSPECIFIED)
        ? "license: other\nlicense_name: \"" + licence.replace("\"", "'") + "\""
        : "license: " + licence;
  }
}
