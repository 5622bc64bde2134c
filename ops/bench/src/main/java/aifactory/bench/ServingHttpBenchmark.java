package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.LoneInference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The service over HTTP beside llama.cpp's server: the same weights and threads, streamed answers
/// to 1, 8 and 32 clients at once. Both servers run; one is asked while the other rests, and who
/// begins changes with every pair.
final class ServingHttpBenchmark implements Benchmark {
  private static final List<Integer> CLIENTS = List.of(1, 8, 32);
  private static final int ROWS = 32;
  private static final int WINDOW = 1024;
  private static final int VOCABULARY = 320;
  private static final int REQUESTS = 16;

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "serving", "numpy", "gguf", "llama-cpp-python");
    ServingModels models = new ServingModels(root, peer);
    Path binary = LlamaServer.build(peer);
    List<Claim> claims = new ArrayList<>();
    for (String type : List.of("fp32", "int8")) {
      claims.addAll(
          measure(
              root,
              binary,
              models.bundle(ServingShape.SPELLING, type),
              models.spellingGguf(type),
              type,
              runs));
    }
    return claims;
  }

  private static List<Claim> measure(
      Path root, Path binary, Path bundle, Path gguf, String type, int runs)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    Map<String, String> settings =
        Map.of(
            "INFERENCE_THREADS", Integer.toString(threads),
            "MAX_CONCURRENT_GENERATIONS", Integer.toString(ROWS),
            "KV_CACHE_MIB", "1024");
    List<Claim> claims = new ArrayList<>();
    try (LoneInference inference = LoneInference.start(root, settings);
        LlamaServer server = LlamaServer.start(binary, gguf, threads, ROWS, WINDOW)) {
      inference.serve(bundle);
      try (HttpLoad ours = new HttpLoad(inference.address(), VOCABULARY);
          HttpLoad theirs = new HttpLoad(server.address(), VOCABULARY)) {
        for (int clients : CLIENTS) {
          claims.addAll(pairs("serving-http." + type + "-" + clients, ours, theirs, clients, runs));
        }
      }
    }
    return claims;
  }

  private static List<Claim> pairs(
      String name, HttpLoad ours, HttpLoad theirs, int clients, int runs)
      throws IOException, InterruptedException {
    int each = Math.max(2, REQUESTS / clients);
    ours.run(clients, each); // the first of each is slower: code and pages are new
    theirs.run(clients, each);
    List<HttpLoad.Figures> mine = new ArrayList<>();
    List<HttpLoad.Figures> peers = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      boolean first = run % 2 == 0;
      HttpLoad.Figures one = (first ? ours : theirs).run(clients, each);
      HttpLoad.Figures other = (first ? theirs : ours).run(clients, each);
      mine.add(first ? one : other);
      peers.add(first ? other : one);
    }
    List<Claim> claims =
        List.of(
            Claim.noLonger(
                name + "-first-token-p50",
                "x llama.cpp's server's milliseconds",
                1,
                mine.stream().map(HttpLoad.Figures::firstToken).toList(),
                peers.stream().map(HttpLoad.Figures::firstToken).toList()),
            Claim.noLonger(
                name + "-between-tokens-p99",
                "x llama.cpp's server's milliseconds",
                1,
                mine.stream().map(HttpLoad.Figures::betweenTokens).toList(),
                peers.stream().map(HttpLoad.Figures::betweenTokens).toList()));
    claims.forEach(claim -> System.err.println(claim.columns()));
    return claims;
  }
}
