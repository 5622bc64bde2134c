package aifactory.walk;

import aifactory.launcher.settings.Port;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A whole factory of its own: `./factory up` in a scratch home on free ports, stopped and removed
/// at the end.
public final class ScratchFactory implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("CONSOLE_PORT", "CRAWLER_PORT", "PREPROCESS_PORT", "TRAINER_PORT", "INFERENCE_PORT");
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final int WARNINGS = 3;
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(3);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final ProcessBuilder command;
  private final Path home;
  private final Map<String, Integer> ports;
  private final boolean keepHome;
  private Process up;

  private ScratchFactory(
      ProcessBuilder command, Path home, Map<String, Integer> ports, boolean keepHome)
      throws IOException {
    this.command = command;
    this.home = home;
    this.ports = ports;
    this.keepHome = keepHome;
    this.up = command.start();
    // Whoever ends the walk, by whatever signal, does not leave a factory running behind it.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> up.destroy()));
  }

  /// Starts one; returns when the command runs, not when it is ready.
  ///
  /// @param settings environment variables beside home and ports
  /// @param keepHome leave the home behind, for looking into it afterwards
  public static ScratchFactory start(Path root, Map<String, String> settings, boolean keepHome)
      throws IOException {
    Path home = Files.createTempDirectory("factory-walk-");
    Map<String, Integer> ports = freePorts();
    ProcessBuilder command =
        new ProcessBuilder(root.resolve("factory").toString(), "up")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("up.log").toFile());
    command.environment().put("FACTORY_BUILD", "0"); // whoever walks has built
    command.environment().put("FACTORY_HOME", home.toString());
    ports.forEach((name, port) -> command.environment().put(name, Integer.toString(port)));
    command.environment().put("AUTO_TUNE", "0"); // the same model on every machine
    command.environment().put("REQUESTS_PER_MINUTE", "0"); // walks ask without pause
    command.environment().putAll(settings);
    return new ScratchFactory(command, home, ports, keepHome);
  }

  /// Ends it in order and starts it again in the same home; returns when the command runs.
  public void restart() throws IOException {
    stop();
    up = command.start();
  }

  /// The launcher and all its parts.
  public Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(up.toHandle()), up.descendants());
  }

  /// Waits until every service says that it is ready.
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    Await.until("all services ready", limit, this::isReady);
  }

  private boolean isReady() {
    if (!up.isAlive()) {
      throw new IllegalStateException(
          "./factory up ended with code " + up.exitValue() + "; see " + home.resolve("up.log"));
    }
    return SERVICES.stream().filter(this::runs).allMatch(this::isReady);
  }

  /// Whether a service is among those that the factory was told to run: all unless told.
  private boolean runs(String portSetting) {
    String told = command.environment().get("SERVICES");
    String name = portSetting.replace("_PORT", "").toLowerCase(Locale.ROOT);
    return told == null || List.of(told.split(",")).contains(name);
  }

  private boolean isReady(String service) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(service) + "/q/health/ready"))
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

  int port(String setting) {
    Integer port = ports.get(setting);
    if (port == null) {
      throw new IllegalArgumentException("no port is called " + setting);
    }
    return port;
  }

  Path home() {
    return home;
  }

  /// The broker and registry of this factory.
  KafkaSettings kafka() {
    return new KafkaSettings(
        "127.0.0.1:" + port("KAFKA_PORT"),
        "http://127.0.0.1:" + port("REGISTRY_PORT") + "/apis/ccompat/v7");
  }

  /// The front door, as an administrator.
  FactoryRest rest() throws IOException {
    return new FactoryRest(
        "http://127.0.0.1:" + port("CONSOLE_PORT"),
        Files.readString(home.resolve("admin.token")).strip());
  }

  /// One of its services behind the front door.
  ///
  /// @param portSetting such as `TRAINER_PORT`
  FactoryRest service(String portSetting) {
    return new FactoryRest("http://127.0.0.1:" + port(portSetting), "");
  }

  /// What a command said.
  record Said(int code, String out) {}

  /// Runs `./factory WORDS` for this factory and waits for its end.
  Said say(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command.command().getFirst()));
    line.addAll(List.of(words));
    Path out = Files.createTempFile(home, "said-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(command.directory()).redirectOutput(out.toFile());
    builder.environment().putAll(command.environment());
    Process process = builder.redirectError(home.resolve("said.log").toFile()).start();
    if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end within " + COMMAND_LIMIT + ": " + line);
    }
    return new Said(process.exitValue(), Files.readString(out));
  }

  /// Kills one part the hard way and returns the process id it had.
  ///
  /// @param part name of its record under `run/`
  long kill(String part) throws IOException {
    long pid = pidOf(part);
    ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException(part + " does not run as " + pid))
        .destroyForcibly();
    return pid;
  }

  /// Lets one part stand still, as if its machine were cut off, and returns its process id. Only
  /// its death ends that.
  long freeze(String part) throws IOException, InterruptedException {
    return struck(part, "kill -STOP %d");
  }

  /// Lets native code of one part fail, and returns the process id it had.
  long crash(String part) throws IOException, InterruptedException {
    return struck(part, "kill -SEGV %d");
  }

  /// Whether [#starve] can be done here: it needs Linux.
  static boolean canStarve() {
    return Files.exists(Path.of("/proc/self/statm"));
  }

  /// Lets one part have no more address space than it has, and returns its process id. Its next
  /// process may have what it wants again.
  long starve(String part) throws IOException, InterruptedException {
    return struck(part, "prlimit --pid %1$d --as=$(( $(cut -d' ' -f1 /proc/%1$d/statm) * 4096 )):");
  }

  /// Ends what [#starve] began, where that process still lives.
  void feed(String part) throws IOException, InterruptedException {
    struck(part, "prlimit --pid %d --as=unlimited:");
  }

  private long struck(String part, String command) throws IOException, InterruptedException {
    long pid = pidOf(part);
    int status = new ProcessBuilder("sh", "-c", command.formatted(pid)).start().waitFor();
    if (status != 0) {
      throw new IOException("'%s' ended with %d".formatted(command.formatted(pid), status));
    }
    return pid;
  }

  /// Process id that the launcher recorded for a part.
  long pidOf(String part) throws IOException {
    try (Stream<Path> records = Files.list(home.resolve("run"))) {
      Path record =
          records
              .filter(file -> file.getFileName().toString().split("\\.")[0].equals(part))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no part is called " + part));
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(record)) {
        properties.load(reader);
      }
      return Long.parseLong(properties.getProperty("pid"));
    }
  }

  /// The last warnings and errors in the logs of all parts, newest last in each.
  String warnings() {
    List<String> found = new ArrayList<>();
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      for (Path log : logs.sorted().toList()) {
        List<String> lines =
            Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .toList();
        lines
            .subList(Math.max(0, lines.size() - WARNINGS), lines.size())
            .forEach(line -> found.add(log.getFileName() + ": " + line));
      }
    } catch (IOException e) {
      found.add("no logs: " + e);
    }
    return String.join("\n", found);
  }

  private void stop() {
    List<ProcessHandle> parts = up.descendants().toList();
    up.destroy();
    try {
      if (!up.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        up.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws IOException {
    stop();
    http.close();
    if (!keepHome) {
      delete(home);
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Map<String, Integer> freePorts() throws IOException {
    Map<String, Integer> ports = new HashMap<>();
    Port.free().forEach((port, number) -> ports.put(port.setting(), number));
    return ports;
  }
}
