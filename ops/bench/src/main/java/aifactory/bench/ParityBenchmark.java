package aifactory.bench;

import aifactory.claim.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Whether models are the same here and elsewhere: a real one greedy for 200 tokens in the trainer
/// and after every export, read by transformers and llama.cpp; random tiny ones of each family
/// against transformers, logit by logit.
final class ParityBenchmark implements Benchmark {
  private static final double LOGIT_BOUND = 1e-4;
  private static final String TOKENS = "200";

  private final Path material;

  ParityBenchmark(Path material) {
    this.material = material;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path data = material.resolve("weights-stories260K");
    PythonPeer peer =
        PythonPeer.install(
            root, "parity", "torch==2.7.1", "numpy", "transformers", "llama-cpp-python");
    FactoryRun factory = new FactoryRun(root);
    Path work = Files.createTempDirectory("factory-bench-parity");
    try {
      List<Claim> claims = new ArrayList<>(stories(factory, peer, data, work));
      claims.addAll(families(factory, peer, work));
      return claims;
    } finally {
      delete(work);
    }
  }

  private static List<Claim> stories(FactoryRun factory, PythonPeer peer, Path data, Path work)
      throws IOException, InterruptedException {
    String expected = Files.readString(data.resolve("expected_greedy_200.txt"));
    String model = work.resolve("stories").toString();
    String bundle = work.resolve("onnx").toString();
    String gguf = work.resolve("stories.gguf").toString();
    String folder = work.resolve("hf").toString();
    factory.of(
        "import",
        "--from",
        data.resolve("stories260K.bin").toString(),
        "--tokenizer",
        data.resolve("tok512.bin").toString(),
        "--out",
        model);
    factory.of("export", "--model", model, "--format", "onnx", "--out", bundle);
    factory.of("export", "--model", model, "--format", "gguf", "--out", gguf);
    factory.of("export", "--model", model, "--format", "hf", "--out", folder);
    return List.of(
        same("stories-trainer", expected, generated(factory, model)),
        same("stories-onnx", expected, generated(factory, bundle)),
        same("stories-gguf-here", expected, generated(factory, gguf)),
        same("stories-llama.cpp", expected, peer.run("greedy-gguf", gguf, TOKENS)),
        same("stories-transformers", expected, peer.run("greedy-hf", folder, TOKENS)));
  }

  private static String generated(FactoryRun factory, String model)
      throws IOException, InterruptedException {
    return factory.of(
        "generate", "--model", model, "--prompt", "", "--max-tokens", TOKENS, "--temperature", "0");
  }

  private static Claim same(String name, String expected, String actual) {
    double figure = expected.equals(actual) ? 1 : 0;
    return Claim.of("parity." + name, "equal text", 1, false, List.of(figure));
  }

  /// Models that transformers made, imported here; and what was exported, read here and there.
  private static List<Claim> families(FactoryRun factory, PythonPeer peer, Path work)
      throws IOException, InterruptedException {
    Path made = Files.createDirectory(work.resolve("families"));
    String tokenizer = work.resolve("stories/tokenizer.json").toString();
    List<Claim> claims = new ArrayList<>();
    for (String name : peer.run("make", made.toString(), tokenizer).lines().toList()) {
      String model = work.resolve(name).toString();
      Path question = made.resolve(name + ".question.jsonl");
      String expected = made.resolve(name + ".expected.json").toString();
      factory.of("import", "--from", made.resolve(name).toString(), "--out", model);
      Path answer = work.resolve(name + ".answer.json");
      Files.writeString(answer, factory.on(question, "score", "--model", model, "--jsonl"));
      claims.add(difference(peer, name, expected, answer));
      String bundle = work.resolve(name + "-onnx").toString();
      factory.of("export", "--model", model, "--format", "onnx", "--out", bundle);
      Files.writeString(answer, factory.on(question, "score", "--model", bundle, "--jsonl"));
      claims.add(difference(peer, name + "-onnx", expected, answer));
    }
    return claims;
  }

  private static Claim difference(PythonPeer peer, String name, String expected, Path answer)
      throws IOException, InterruptedException {
    String printed = peer.run("compare", expected, answer.toString()).strip();
    return Claim.of(
        "parity." + name,
        "largest difference of a logit",
        LOGIT_BOUND,
        true,
        List.of(Double.parseDouble(printed)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
