package aifactory.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// llama.cpp's own server, built from the source that its Python package carries. Needs a C++
/// compiler and CMake.
final class LlamaServer implements AutoCloseable {
  private static final String BINARY = "build/bin/llama-server";
  private static final long READY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

  private final Process process;
  private final String address;

  private LlamaServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Builds it where it is not built yet (some ten minutes).
  static Path build(PythonPeer peer) throws IOException, InterruptedException {
    Path home = peer.home().resolve("llama-server");
    Path source = home.resolve("source/vendor/llama.cpp");
    if (Files.exists(source.resolve(BINARY))) {
      return source.resolve(BINARY);
    }
    Files.createDirectories(home.resolve("source"));
    String pip = peer.home().resolve("venv/bin/pip").toString();
    String name = "llama-cpp-python";
    run(home, pip, "-q", "download", "--no-deps", "--no-binary", name, "-d", ".", name);
    Path archive;
    try (Stream<Path> files = Files.list(home)) {
      archive =
          files
              .filter(file -> file.toString().endsWith(".tar.gz"))
              .findFirst()
              .orElseThrow(() -> new IOException("pip left no archive in " + home));
    }
    run(home, "tar", "xzf", archive.toString(), "-C", "source", "--strip-components=1");
    run(
        source,
        "cmake",
        "-B",
        "build",
        "-DCMAKE_BUILD_TYPE=Release",
        "-DGGML_NATIVE=ON",
        "-DLLAMA_CURL=OFF",
        "-DLLAMA_OPENSSL=OFF",
        "-DLLAMA_BUILD_TESTS=OFF",
        "-DLLAMA_BUILD_EXAMPLES=OFF");
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    run(source, "cmake", "--build", "build", "--target", "llama-server", "-j", cores);
    return source.resolve(BINARY);
  }

  /// Starts it over a model; returns when it answers.
  ///
  /// @param rows texts at once
  /// @param window tokens of each
  static LlamaServer start(Path binary, Path model, int threads, int rows, int window)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String count = Integer.toString(threads);
    List<String> command =
        List.of(
            binary.toString(),
            "--model",
            model.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--threads",
            count,
            "--threads-batch",
            count,
            "--parallel",
            Integer.toString(rows),
            "--ctx-size",
            Integer.toString(rows * window),
            "--cache-type-k",
            "f32",
            "--cache-type-v",
            "f32");
    Path log = Files.createTempFile("llama-server", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    LlamaServer server = new LlamaServer(process, "http://127.0.0.1:" + port);
    long end = System.nanoTime() + READY_NANOS;
    while (!server.answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new IOException("llama-server does not answer: " + Files.readString(log));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return server;
  }

  String address() {
    return address;
  }

  private boolean answers() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest health = HttpRequest.newBuilder(URI.create(address + "/health")).build();
      return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    int status =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(
          "%s ended with %d: %s"
              .formatted(String.join(" ", command), status, Files.readString(log)));
    }
    Files.delete(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
