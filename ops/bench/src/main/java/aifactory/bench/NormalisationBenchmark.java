package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.DebianPackages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Repair of misread text beside ftfy's: clean sentences of a hundred languages stay as they are;
/// of the same sentences, misread in seven ways, as many come back as with ftfy; and of ftfy's own
/// test cases (those where nothing is lost) most. Cases that differ go to standard error.
final class NormalisationBenchmark implements Benchmark {
  static final String TRIAL = "aifactory.preprocess.explain.TextTrial";
  static final String[] TRANSLATIONS = {"evolution-common", "vlc-l10n", "libgtk-3-common"};
  private static final double CASES_BOUND = 0.8;
  private static final double FEWEST_CLEAN = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path material = DebianPackages.unpacked(root, TRANSLATIONS);
    PythonPeer peer = PythonPeer.install(root, "texts", "ftfy");
    Path work = Files.createTempDirectory("factory-bench-normalisation");
    Path clean = work.resolve("clean.jsonl");
    Path misread = work.resolve("misread.jsonl");
    Path cases = work.resolve("cases.jsonl");
    peer.run("clean", material.toString(), clean.toString());
    peer.run("misread", clean.toString(), misread.toString());
    peer.run("cases", cases.toString());
    Repaired ofClean = Repaired.of(root, clean, true);
    Repaired ofMisread = Repaired.of(root, misread, false);
    Repaired ofCases = Repaired.of(root, cases, true);
    return List.of(
        claim("clean-sentences", "sentences", FEWEST_CLEAN, false, ofClean.all()),
        claim("clean-changed", "sentences", 0, true, ofClean.all() - ofClean.right()),
        Claim.beside(
            "normalisation.misread-restored-over-ftfy",
            "x",
            1,
            List.of((double) ofMisread.right()),
            List.of((double) ofMisread.rightOfPeer())),
        claim("ftfy-cases", "share", CASES_BOUND, false, (double) ofCases.right() / ofCases.all()));
  }

  private static Claim claim(
      String name, String unit, double bound, boolean lowerIsBetter, double figure) {
    return Claim.of("normalisation." + name, unit, bound, lowerIsBetter, List.of(figure));
  }

  /// How many of some texts came out as expected.
  private record Repaired(int all, int right, int rightOfPeer) {
    static Repaired of(Path root, Path asked, boolean told)
        throws IOException, InterruptedException {
      Path out = asked.resolveSibling("ours-" + asked.getFileName());
      PythonPeer.ours(
          root, "preprocess-streams", TRIAL, "repair", asked.toString(), out.toString());
      List<JsonNode> questions = lines(asked);
      List<JsonNode> answers = lines(out);
      int right = 0;
      int peer = 0;
      for (int i = 0; i < questions.size(); i++) {
        String expected = questions.get(i).path("expected").asText();
        String repaired = answers.get(i).path("repaired").asText();
        right += repaired.equals(expected) ? 1 : 0;
        peer += questions.get(i).path("peer").asText().equals(expected) ? 1 : 0;
        if (told && !repaired.equals(expected)) {
          System.err.printf(
              "%s: %s, expected %s%n", questions.get(i).path("label").asText(), repaired, expected);
        }
      }
      return new Repaired(questions.size(), right, peer);
    }
  }

  static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> read = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      read.add(JSON.readTree(line));
    }
    return read;
  }
}
