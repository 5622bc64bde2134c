package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.DebianPackages;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Language identification over texts of about 400 characters (160 in Chinese and Japanese): the
/// translations of free programs, in more than a hundred languages. A language counts as identified
/// when nine of ten of its texts are. Those that are not go to standard error.
final class LanguageBenchmark implements Benchmark {
  private static final double ENOUGH = 0.9;
  private static final double LANGUAGES = 70;
  private static final double ACCURACY = 0.95;
  private static final long MODEL_BYTES = 100_000_000;

  /// Texts of a language, those that were named right, and the other names by number.
  private static final class Named {
    int all;
    int right;
    final Map<String, Integer> others = new TreeMap<>();

    void add(String answer, String label) {
      all++;
      if (answer.equals(label)) {
        right++;
      } else {
        others.merge(answer, 1, Integer::sum);
      }
    }

    boolean isEnough() {
      return right >= ENOUGH * all;
    }
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path material = DebianPackages.unpacked(root, NormalisationBenchmark.TRANSLATIONS);
    PythonPeer texts = PythonPeer.install(root, "texts", "ftfy");
    Path work = Files.createTempDirectory("factory-bench-languages");
    Path asked = work.resolve("asked.jsonl");
    Path answered = work.resolve("answered.jsonl");
    texts.run("languages", material.toString(), asked.toString());
    PythonPeer.ours(
        root,
        "preprocess-streams",
        NormalisationBenchmark.TRIAL,
        "language",
        asked.toString(),
        answered.toString());
    Map<String, Named> languages = named(asked, answered);
    List<Named> identified = languages.values().stream().filter(Named::isEnough).toList();
    double right = identified.stream().mapToInt(named -> named.right).sum();
    double all = identified.stream().mapToInt(named -> named.all).sum();
    return List.of(
        Claim.of(
            "languages.identified",
            "languages of " + languages.size(),
            LANGUAGES,
            false,
            List.of((double) identified.size())),
        Claim.of("languages.accuracy-in-those", "share", ACCURACY, false, List.of(right / all)),
        Claim.of(
            "languages.model", "bytes", MODEL_BYTES, true, List.of((double) modelBytes(root))));
  }

  private static Map<String, Named> named(Path asked, Path answered) throws IOException {
    List<JsonNode> questions = NormalisationBenchmark.lines(asked);
    List<JsonNode> answers = NormalisationBenchmark.lines(answered);
    Map<String, Named> languages = new TreeMap<>();
    for (int i = 0; i < questions.size(); i++) {
      String label = questions.get(i).path("label").asText();
      languages
          .computeIfAbsent(label, _ -> new Named())
          .add(answers.get(i).path("language").asText(), label);
    }
    languages.forEach((code, named) -> {
      if (!named.isEnough()) {
        System.err.printf(
            Locale.ROOT, "%s: %d of %d, else %s%n", code, named.right, named.all, named.others);
      }
    });
    return languages;
  }

  /// The libraries that hold the model.
  private static long modelBytes(Path root) throws IOException {
    Path libraries = root.resolve("preprocess-streams/target/quarkus-app/lib/main");
    try (var files = Files.list(libraries)) {
      long sum = 0;
      for (Path file : files.filter(f -> f.toString().contains("langdetect")).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
