package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Precision and recall of every kind of personal data over labelled texts, English and Japanese,
/// and whether a number in a table of figures is touched. Asked by `./factory explain redact`; a
/// stretch counts when kind, start and end are those of the label. Mistakes go to standard error.
final class PersonalDataBenchmark implements Benchmark {
  private static final int DRAWS = 12;
  private static final long SEED = 23;
  private static final double MIN_PRECISION = 0.98;
  private static final double MIN_RECALL = 0.9;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Stretches of one kind.
  private static final class Kind {
    int labelled;
    int found;
    int right;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    List<LabelledTexts.Text> texts = texts();
    Path questions = Files.createTempFile("factory-bench-personal", ".jsonl");
    try {
      List<String> lines = new ArrayList<>();
      texts.forEach(each ->
          lines.add(JsonNodeFactory.instance.objectNode().put("text", each.text()).toString()));
      Files.write(questions, lines);
      String answers = new FactoryRun(root).on(questions, "explain", "redact", "--jsonl");
      return claims(texts, answers.lines().toList());
    } finally {
      Files.delete(questions);
    }
  }

  static List<LabelledTexts.Text> texts() throws IOException {
    LabelledTexts drawing = new LabelledTexts(new Random(SEED));
    List<LabelledTexts.Text> texts = new ArrayList<>();
    try (InputStream patterns =
        PersonalDataBenchmark.class.getResourceAsStream("/labelled/personal-data.txt")) {
      if (patterns == null) {
        throw new IOException("no labelled texts");
      }
      new String(patterns.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .forEach(line -> {
            for (int i = 0; i < DRAWS; i++) {
              texts.add(drawing.draw(line));
            }
          });
    }
    return texts;
  }

  private static List<Claim> claims(List<LabelledTexts.Text> texts, List<String> answers)
      throws IOException {
    Map<String, Kind> kinds = new TreeMap<>();
    double touched = 0;
    for (int i = 0; i < texts.size(); i++) {
      LabelledTexts.Text text = texts.get(i);
      List<LabelledTexts.Label> found = new ArrayList<>();
      for (JsonNode each : JSON.readTree(answers.get(i)).path("found")) {
        found.add(
            new LabelledTexts.Label(
                each.path("type").asText(), each.path("start").asInt(), each.path("end").asInt()));
      }
      found.forEach(each -> of(kinds, each).found++);
      text.labels().forEach(each -> of(kinds, each).labelled++);
      text.labels().stream().filter(found::contains).forEach(each -> of(kinds, each).right++);
      touched += text.table() ? found.size() : 0;
      if (!found.equals(text.labels())) {
        System.err.printf("%s: found %s, labelled %s%n", text.text(), found, text.labels());
      }
    }
    List<Claim> claims = new ArrayList<>();
    kinds.forEach((name, kind) -> {
      claims.add(share(name + "-precision", MIN_PRECISION, kind.right, kind.found));
      claims.add(share(name + "-recall", MIN_RECALL, kind.right, kind.labelled));
    });
    claims.add(
        Claim.of("personal-data.table-numbers-touched", "numbers", 0, true, List.of(touched)));
    return claims;
  }

  private static Kind of(Map<String, Kind> kinds, LabelledTexts.Label label) {
    return kinds.computeIfAbsent(label.kind(), _ -> new Kind());
  }

  private static Claim share(String name, double bound, int right, int all) {
    return Claim.of(
        "personal-data." + name,
        "share",
        bound,
        false,
        List.of(all == 0 ? 0.0 : (double) right / all));
  }
}
