package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.walk.DebianPackages;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// BPE learning beside Hugging Face's trainer, on the same lines with the same pre-tokenizer:
/// English, Japanese and both. Pairs are alternated; each side measures itself from the first line
/// to the last merge. Then 5,000 lines are encoded by both.
final class TokenizerBenchmark implements Benchmark {
  private static final String VOCABULARY = "4000";
  private static final String MANUAL = "postgresql-doc-15"; // 1,169 pages of English prose
  private static final List<String> TEXTS = List.of("english", "japanese", "mixed");

  private final Path material;

  TokenizerBenchmark(Path material) {
    this.material = material;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "tokenizer", "tokenizers");
    FactoryRun factory = new FactoryRun(root);
    Path work = Files.createDirectories(root.resolve("target/bench-tokenizer"));
    Path manual = DebianPackages.unpacked(root, MANUAL).resolve(MANUAL);
    peer.run("prepare", material.toString(), manual.toString(), work.toString());
    List<Claim> claims = new ArrayList<>();
    for (String text : TEXTS) {
      claims.addAll(learned(factory, peer, work, text, runs));
      claims.add(encoded(factory, peer, work, text));
    }
    return claims;
  }

  private static List<Claim> learned(
      FactoryRun factory, PythonPeer peer, Path work, String text, int runs)
      throws IOException, InterruptedException {
    String file = work.resolve(text + ".txt").toString();
    String ours = work.resolve(text + ".json").toString();
    double megabytes = Files.size(Path.of(file)) / 1e6;
    List<Double> ourRates = new ArrayList<>();
    List<Double> theirRates = new ArrayList<>();
    List<Double> equal = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      JsonNode mine =
          json(
              factory.of(
                  "tokenizer", "learn", "--input", file, "--vocab", VOCABULARY, "--out", ours));
      JsonNode theirs = json(peer.run("learn", file, ours, VOCABULARY));
      ourRates.add(megabytes / mine.path("seconds").asDouble());
      theirRates.add(megabytes / theirs.path("seconds").asDouble());
      equal.add(theirs.path("equal").asBoolean() ? 1.0 : 0.0);
    }
    return List.of(
        Claim.beside("tokenizer.learn-" + text, "x Hugging Face's MB/s", 1, ourRates, theirRates),
        Claim.of("tokenizer.merges-" + text, "equal merges", 1, false, equal));
  }

  private static Claim encoded(FactoryRun factory, PythonPeer peer, Path work, String text)
      throws IOException, InterruptedException {
    String tokenizer = work.resolve(text + ".json").toString();
    Path lines = work.resolve(text + ".jsonl");
    String mine = factory.on(lines, "tokenizer", "encode", "--tokenizer", tokenizer, "--jsonl");
    String theirs = peer.run("encode", tokenizer, lines.toString());
    return Claim.of(
        "tokenizer.encode-" + text,
        "equal ids",
        1,
        false,
        List.of(mine.equals(theirs) ? 1.0 : 0.0));
  }

  private static JsonNode json(String printed) {
    return CanonicalJson.read(printed, JsonNode.class);
  }
}
