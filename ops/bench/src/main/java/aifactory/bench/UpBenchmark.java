package aifactory.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Starts the whole factory in a scratch home and measures seconds from the command to the last
/// health check that turns ready, and the proportional set size of all its processes at that moment
/// (shared pages counted once).
///
/// The first start of a home also creates databases, topics and schemas; it is measured apart from
/// the later ones.
final class UpBenchmark implements Benchmark {
  private static final double READY_BOUND_SECONDS = 15;
  private static final double MEMORY_BOUND_MIB = 2560;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> PORT_SETTINGS =
      List.of(
          "CONSOLE_PORT",
          "CRAWLER_PORT",
          "PREPROCESS_PORT",
          "TRAINER_PORT",
          "INFERENCE_PORT",
          "SAMPLES_PORT",
          "KAFKA_PORT",
          "KAFKA_CONTROLLER_PORT",
          "POSTGRES_PORT",
          "REGISTRY_PORT");
  private static final List<String> SERVICES =
      List.of("CONSOLE_PORT", "CRAWLER_PORT", "PREPROCESS_PORT", "TRAINER_PORT", "INFERENCE_PORT");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private record Start(double seconds, double residentMib) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("factory-bench-up");
    Map<String, String> ports = freePorts();
    try {
      Start first = start(root, home, ports);
      List<Start> later = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        later.add(start(root, home, ports));
      }
      return List.of(
          Claim.of("up.first-ready", "s", READY_BOUND_SECONDS, true, List.of(first.seconds())),
          Claim.of(
              "up.ready",
              "s",
              READY_BOUND_SECONDS,
              true,
              later.stream().map(Start::seconds).toList()),
          Claim.of(
              "up.resident",
              "MiB",
              MEMORY_BOUND_MIB,
              true,
              later.stream().map(Start::residentMib).toList()));
    } finally {
      delete(home);
    }
  }

  private Start start(Path root, Path home, Map<String, String> ports)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(root.resolve("factory").toString(), "up")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.environment().put("FACTORY_HOME", home.toString());
    command.environment().putAll(ports);
    long began = System.nanoTime();
    Process up = command.start();
    try {
      awaitReady(up, ports, began);
      double seconds = (System.nanoTime() - began) / 1e9;
      double resident =
          Stream.concat(Stream.of(up.toHandle()), up.descendants())
              .mapToDouble(process -> proportionalMib(process.pid()))
              .sum();
      return new Start(seconds, resident);
    } finally {
      up.destroy();
      if (!up.waitFor(60, TimeUnit.SECONDS)) {
        up.descendants().forEach(ProcessHandle::destroyForcibly);
        up.destroyForcibly();
      }
    }
  }

  private void awaitReady(Process up, Map<String, String> ports, long began) throws IOException {
    while (!SERVICES.stream().allMatch(service -> isReady(ports.getOrDefault(service, "0")))) {
      if (!up.isAlive()) {
        throw new IOException("./factory up ended with code " + up.exitValue());
      }
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new IOException("not ready within " + LIMIT);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private boolean isReady(String port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static double proportionalMib(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      return 0; // the process ended meanwhile
    }
    return 0;
  }

  private static Map<String, String> freePorts() throws IOException {
    Map<String, String> ports = new HashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    for (String setting : PORT_SETTINGS) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      ports.put(setting, Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
