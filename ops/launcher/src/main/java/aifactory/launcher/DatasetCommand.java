package aifactory.launcher;

import aifactory.event.DatasetSealed;
import aifactory.launcher.dataset.DatasetExport;
import aifactory.launcher.dataset.ExportFormat;
import aifactory.launcher.dataset.FactoryLog;
import aifactory.launcher.door.DoorClosedException;
import aifactory.launcher.part.ReadyCheck;
import aifactory.launcher.registry.RegistryPart;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import aifactory.wire.KafkaSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `dataset list`, `dataset show [--version V]` and `dataset export [--version V] --format F --out
/// DIR`. A version is named by its number, its id or the beginning of its id; the newest when none
/// is named.
record DatasetCommand(FactorySettings settings) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USAGE =
      """
      usage: ./factory dataset list
             ./factory dataset show [--version NUMBER|ID]
             ./factory dataset export [--version NUMBER|ID] --format jsonl|jsonl.gz|jsonl.zst|parquet --out DIR\
      """;

  int run(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    String version = option(rest, "--version", "");
    String format = option(rest, "--format", "jsonl");
    String out = option(rest, "--out", "");
    String what = words.getFirst();
    boolean export = what.equals("export");
    if (!rest.isEmpty()
        || !List.of("list", "show", "export").contains(what)
        || export == out.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    ExportFormat chosen = ExportFormat.named(format);
    FactoryLog log = new FactoryLog(kafka());
    List<DatasetSealed> datasets = log.datasets();
    switch (what) {
      case "list" -> datasets.forEach(DatasetCommand::line);
      case "show" -> System.out.println(shown(named(datasets, version)).toPrettyString());
      default -> export(log, named(datasets, version), chosen, Path.of(out));
    }
    return 0;
  }

  private static String option(List<String> rest, String name, String usual) {
    int at = rest.indexOf(name);
    if (at < 0) {
      return usual;
    }
    if (at + 1 >= rest.size()) {
      throw new IllegalArgumentException(USAGE);
    }
    String value = rest.get(at + 1);
    rest.subList(at, at + 2).clear();
    return value;
  }

  private KafkaSettings kafka() {
    if (!ReadyCheck.accepts(settings.port(Port.KAFKA))) {
      throw new DoorClosedException("the factory is not running; start it with ./factory up");
    }
    return new KafkaSettings(
        "127.0.0.1:" + settings.port(Port.KAFKA), RegistryPart.url(settings.port(Port.REGISTRY)));
  }

  private static DatasetSealed named(List<DatasetSealed> datasets, String version) {
    if (datasets.isEmpty()) {
      throw new DoorClosedException("no dataset version has been sealed yet");
    }
    if (version.isEmpty()) {
      return datasets.getLast();
    }
    return datasets.stream()
        .filter(dataset ->
            version.equals(Long.toString(dataset.getNumber()))
                || dataset.getDatasetId().startsWith(version))
        .reduce((first, second) -> second)
        .orElseThrow(() ->
            new DoorClosedException(
                "there is no dataset version %s; there are 1 to %d"
                    .formatted(version, datasets.getLast().getNumber())));
  }

  private static void line(DatasetSealed dataset) {
    System.out.println(
        "%5d  %s  %s  %7d documents  %s  %s"
            .formatted(
                dataset.getNumber(),
                dataset.getDatasetId(),
                dataset.getSealedAt(),
                dataset.getDocuments(),
                dataset.getCause(),
                dataset.getContentHash().substring(0, 12)));
  }

  private static ObjectNode shown(DatasetSealed dataset) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("dataset_id", dataset.getDatasetId())
            .put("number", dataset.getNumber())
            .put("parent_id", dataset.getParentId())
            .put("sealed_at", dataset.getSealedAt().toString())
            .put("cause", dataset.getCause())
            .put("content_hash", dataset.getContentHash())
            .put("configuration_hash", dataset.getConfigurationHash())
            .put("documents", dataset.getDocuments())
            .put("masked_documents", dataset.getMaskedDocuments())
            .put("masked_paragraphs", dataset.getMaskedParagraphs())
            .put("masked_utf8_bytes", dataset.getMaskedUtf8Bytes())
            .put("train_documents", dataset.getTrainDocuments())
            .put("evaluation_documents", dataset.getEvaluationDocuments())
            .put("characters", dataset.getCharacters())
            .put("utf8_bytes", dataset.getUtf8Bytes());
    node.set("by_source", JSON.valueToTree(dataset.getBySource()));
    node.set("by_domain", JSON.valueToTree(dataset.getByDomain()));
    node.set("by_language", JSON.valueToTree(dataset.getByLanguage()));
    node.set("by_licence", JSON.valueToTree(dataset.getByLicence()));
    node.set("withdrawn", JSON.valueToTree(dataset.getWithdrawn()));
    node.put("policies", dataset.getPolicies().size());
    node.put("takedowns", dataset.getTakedowns().size());
    return node;
  }

  private static void export(
      FactoryLog log, DatasetSealed dataset, ExportFormat format, Path directory)
      throws IOException {
    DatasetExport.Result result = new DatasetExport(log).to(directory, dataset, format);
    System.out.println(
        JSON.createObjectNode()
            .put("dataset_id", dataset.getDatasetId())
            .put("number", dataset.getNumber())
            .put("file", result.file().toString())
            .put("documents", result.exported())
            .put("withdrawn_since", result.withdrawnSince())
            .put("content_hash", result.contentHash())
            .put("sha256", result.sha256()));
  }
}
