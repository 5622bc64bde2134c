package aifactory.bench;

import aifactory.claim.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The engine beside llama.cpp in one run: the same shapes, weights and quantisation, as many
/// threads, 32-bit keys and values on both sides. One question is put to both before the next, and
/// who begins changes with every pair.
final class ServingBenchmark implements Benchmark {
  private static final String OURS = "aifactory.inference.measure.EngineMeasurement";
  private static final List<String> TYPES = List.of("fp32", "int8", "int4");
  private static final List<ServingLoad> LOADS =
      List.of(ServingLoad.PREFILL, ServingLoad.DECODE, ServingLoad.TOGETHER);
  private static final String ROWS = "8";

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "serving", "numpy", "gguf", "llama-cpp-python");
    ServingModels models = new ServingModels(root, peer);
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    ServiceClass engine = new ServiceClass(root, "inference-service", OURS);
    List<Claim> claims = new ArrayList<>();
    for (ServingShape shape : ServingShape.OF_ENGINES) {
      for (String type : TYPES) {
        Path bundle = models.bundle(shape, type);
        Path gguf = models.gguf(shape, type);
        try (Conversation ours =
                Conversation.with(engine.command(bundle.toString(), threads, ROWS));
            Conversation theirs =
                Conversation.with(peer.command("run", gguf.toString(), threads, ROWS))) {
          for (ServingLoad load : LOADS) {
            claims.add(pairs(shape.label() + "-" + type, type, load, ours, theirs, runs));
          }
        }
      }
    }
    return claims;
  }

  static Claim pairs(
      String model, String type, ServingLoad load, Conversation ours, Conversation theirs, int runs)
      throws IOException {
    figure(ours, load); // the first of each is slower: pages and code are new
    figure(theirs, load);
    List<Double> mine = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      boolean first = run % 2 == 0;
      double one = figure(first ? ours : theirs, load);
      double other = figure(first ? theirs : ours, load);
      mine.add(first ? one : other);
      peers.add(first ? other : one);
    }
    Claim claim =
        Claim.beside(
            "serving." + model + "-" + load.label(),
            "x llama.cpp's tokens/s",
            load.boundFor(type),
            mine,
            peers);
    System.err.println(claim.columns());
    return claim;
  }

  private static double figure(Conversation engine, ServingLoad load) throws IOException {
    return engine.ask(load.question()).path(load.answer()).asDouble();
  }
}
