package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The schemas of the JSON-Schema-Test-Suite (draft 2020-12): each is kept or refused; from every
/// one that is kept random texts are drawn over GPT-2's vocabulary and validated by another
/// library. What was refused, and why, goes to standard error.
///
/// `DIR/json-schema-test-suite/` holds the suite's `*.json`, `DIR/tokenizer-gpt2/tokenizer.json`
/// the vocabulary.
final class FormBenchmark implements Benchmark {
  private static final String OURS = "aifactory.inference.measure.FormMeasurement";
  private static final int TEXTS = 20;
  private static final double LEAST_KEPT = 0.35;
  private static final double MOST_MICROS_PER_TOKEN = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;

  FormBenchmark(Path data) {
    this.data = data;
  }

  /// What was seen so far.
  private static final class Tally {
    int schemas;
    int kept;
    int texts;
    int invalid;
    double micros;
    double tokens;
    final Map<String, Integer> refused = new TreeMap<>();
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException {
    Path vocabulary = data.resolve("tokenizer-gpt2/tokenizer.json");
    ServiceClass ours = new ServiceClass(root, "inference-service", OURS);
    Tally tally = new Tally();
    try (Conversation draws = Conversation.with(ours.command(vocabulary.toString()))) {
      for (JsonNode schema : schemas()) {
        put(schema, draws, tally);
      }
    }
    tally.refused.forEach((why, often) -> System.err.printf("%4d refused: %s%n", often, why));
    System.err.printf(
        Locale.ROOT, "%d of %d schemas kept, %d texts%n", tally.kept, tally.schemas, tally.texts);
    return List.of(
        Claim.of("forms.invalid", "texts", 0, true, List.of((double) tally.invalid)),
        Claim.of(
            "forms.kept",
            "share of schemas",
            LEAST_KEPT,
            false,
            List.of((double) tally.kept / tally.schemas)),
        Claim.of(
            "forms.mask",
            "microseconds per token",
            MOST_MICROS_PER_TOKEN,
            true,
            List.of(tally.micros / tally.tokens)));
  }

  private List<JsonNode> schemas() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(data.resolve("json-schema-test-suite"))) {
      files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<JsonNode> schemas = new ArrayList<>();
    for (Path file : files) {
      JSON.readTree(file.toFile()).forEach(group -> schemas.add(group.get("schema")));
    }
    return schemas;
  }

  private static void put(JsonNode schema, Conversation draws, Tally tally) throws IOException {
    JsonNode answer =
        draws.ask(JSON.createObjectNode().put("texts", TEXTS).set("schema", schema).toString());
    tally.schemas++;
    if (answer.has("refused")) {
      String why = answer.path("refused").asText();
      tally.refused.merge(why.substring(why.indexOf(": ") + 1).strip(), 1, Integer::sum);
      return;
    }
    tally.kept++;
    if (answer.has("failed")) {
      tally.invalid++;
      System.err.println(schema + " failed: " + answer.path("failed").asText());
    }
    tally.tokens += answer.path("tokens").asDouble();
    tally.micros += answer.path("mask_micros").asDouble();
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    for (JsonNode text : answer.path("texts")) {
      tally.texts++;
      if (!validator.validate(JSON.readTree(text.asText())).isEmpty()) {
        tally.invalid++;
        System.err.println(schema + " does not allow " + text.asText());
      }
    }
  }
}
