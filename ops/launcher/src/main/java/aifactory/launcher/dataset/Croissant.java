package aifactory.launcher.dataset;

import aifactory.event.DatasetSealed;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The description of an export in Croissant 1.0 (JSON-LD), as `croissant.json` beside it.
final class Croissant {
  static final String FILE = "croissant.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTEXT =
      """
      {"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column",
      "conformsTo":"dct:conformsTo","cr":"http://mlcommons.org/croissant/","data":{"@id":"cr:data","@type":"@json"},
      "dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":"http://purl.org/dc/terms/",
      "examples":{"@id":"cr:examples","@type":"@json"},"extract":"cr:extract","field":"cr:field","fileProperty":"cr:fileProperty",
      "fileObject":"cr:fileObject","fileSet":"cr:fileSet","format":"cr:format","includes":"cr:includes",
      "isLiveDataset":"cr:isLiveDataset","jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5",
      "parentField":"cr:parentField","path":"cr:path","recordSet":"cr:recordSet","references":"cr:references",
      "regex":"cr:regex","repeated":"cr:repeated","replace":"cr:replace","sc":"https://schema.org/",
      "separator":"cr:separator","source":"cr:source","subField":"cr:subField","transform":"cr:transform"}
      """;

  private Croissant() {}

  static void write(
      Path directory, DatasetSealed dataset, ExportFormat format, DatasetExport.Result result)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.set("@context", JSON.readTree(CONTEXT));
    root.put("@type", "sc:Dataset");
    root.put("conformsTo", "http://mlcommons.org/croissant/1.0");
    root.put("name", dataset.getDatasetId());
    root.put(
        "description",
        "Dataset version %d of an AI Factory: %d documents, less %d withdrawn since. Content hash %s."
            .formatted(
                dataset.getNumber(),
                dataset.getDocuments(),
                result.withdrawnSince(),
                dataset.getContentHash()));
    root.put("version", dataset.getNumber() + ".0.0");
    root.put("datePublished", dataset.getSealedAt().toString());
    ArrayNode licences = root.putArray("license");
    dataset.getByLicence().keySet().stream().sorted().forEach(licences::add);
    ArrayNode languages = root.putArray("inLanguage");
    dataset.getByLanguage().keySet().stream().sorted().forEach(languages::add);
    distribution(root, format, result);
    recordSet(root, format);
    Files.writeString(
        directory.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private static void distribution(
      ObjectNode root, ExportFormat format, DatasetExport.Result result) throws IOException {
    root.putArray("distribution")
        .addObject()
        .put("@type", "cr:FileObject")
        .put("@id", format.fileName())
        .put("name", format.fileName())
        .put("contentUrl", format.fileName())
        .put("contentSize", Files.size(result.file()) + " B")
        .put("encodingFormat", format.mediaType())
        .put("sha256", result.sha256());
  }

  private static void recordSet(ObjectNode root, ExportFormat format) {
    ObjectNode set =
        root.putArray("recordSet")
            .addObject()
            .put("@type", "cr:RecordSet")
            .put("@id", "documents")
            .put("name", "documents");
    ArrayNode fields = set.putArray("field");
    for (ExportField field : ExportField.ALL) {
      ObjectNode described =
          fields
              .addObject()
              .put("@type", "cr:Field")
              .put("@id", "documents/" + field.name())
              .put("name", "documents/" + field.name())
              .put("description", field.about())
              .put("dataType", type(field));
      ObjectNode source = described.putObject("source");
      source.putObject("fileObject").put("@id", format.fileName());
      ObjectNode extract = source.putObject("extract");
      if (format == ExportFormat.PARQUET) {
        extract.put("column", field.name());
      } else {
        extract.put("jsonPath", "$." + field.name());
      }
    }
  }

  private static String type(ExportField field) {
    return switch (field.type()) {
      case TEXT -> "sc:Text";
      case NUMBER -> "sc:Float";
      case COUNT -> "sc:Integer";
    };
  }
}
