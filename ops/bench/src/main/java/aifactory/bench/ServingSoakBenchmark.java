package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.LoneInference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Ten thousand answers: whether the process grows, and how long its longest pause for garbage
/// collection is.
final class ServingSoakBenchmark implements Benchmark {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 10_000;
  private static final int PARTS = 10;
  private static final int VOCABULARY = 320;
  private static final double GROWTH_BOUND = 1.05;
  private static final double PAUSE_BOUND_MILLIS = 100;

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "serving", "numpy", "gguf", "llama-cpp-python");
    Path bundle = new ServingModels(root, peer).bundle(ServingShape.SPELLING, "int8");
    List<Double> resident = new ArrayList<>();
    List<Double> pauses = new ArrayList<>();
    try (LoneInference inference = LoneInference.start(root, Map.of());
        HttpClient http = HttpClient.newHttpClient()) {
      inference.serve(bundle);
      URI metrics = URI.create(inference.address() + "/q/metrics");
      try (HttpLoad load = new HttpLoad(inference.address(), VOCABULARY)) {
        for (int part = 0; part < PARTS; part++) {
          load.run(CLIENTS, REQUESTS / PARTS / CLIENTS);
          resident.add(residentMib(inference.pid()));
          pauses.add(longestPauseMillis(http, metrics));
          System.err.printf(
              "%d answers: %.0f MiB, longest pause lately %.0f ms%n",
              (part + 1) * REQUESTS / PARTS, resident.getLast(), pauses.getLast());
        }
      }
    }
    double warm = resident.get(PARTS / 5 - 1);
    return List.of(
        Claim.of(
            "serving-soak.resident-growth-over-8000-answers",
            "x",
            GROWTH_BOUND,
            true,
            List.of(resident.getLast() / warm)),
        Claim.of(
            "serving-soak.longest-collection-pause",
            "ms",
            PAUSE_BOUND_MILLIS,
            true,
            List.of(pauses.stream().mapToDouble(each -> each).max().orElseThrow())));
  }

  private static double residentMib(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no resident size of process " + pid);
  }

  /// Longest pause of the last two minutes, as the service's metrics have it.
  private static double longestPauseMillis(HttpClient http, URI metrics)
      throws IOException, InterruptedException {
    String text =
        http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    return text.lines()
        .filter(line -> line.startsWith("jvm_gc_pause_seconds_max"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) * 1e3)
        .max()
        .orElse(0);
  }
}
