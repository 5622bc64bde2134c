package aifactory.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A peer that pip installs into a virtual environment under `target/peers`, with its driver script
/// from this module's resources.
///
/// @param home folder of environment and driver
/// @param driver the script
record PythonPeer(Path home, Path driver) {
  private static final String PYTHON = "venv/bin/python";

  /// Installs what is not installed yet.
  static PythonPeer install(Path root, String script, String... packages)
      throws IOException, InterruptedException {
    Path home = root.resolve("ops/bench/target/peers").resolve(script);
    Files.createDirectories(home);
    Path python = home.resolve(PYTHON);
    if (!Files.exists(python)) {
      run(List.of("python3", "-m", "venv", home.resolve("venv").toString()), home);
      run(List.of(python.toString(), "-m", "pip", "-q", "install", "-U", "pip"), home);
    }
    for (String each : packages) { // one by one: their demands on each other confuse the resolver
      run(List.of(python.toString(), "-m", "pip", "-q", "install", each), home);
    }
    Path driver = home.resolve(script + ".py");
    try (InputStream source = PythonPeer.class.getResourceAsStream("/peers/" + script + ".py")) {
      if (source == null) {
        throw new IOException("no driver for " + script);
      }
      Files.copy(source, driver, StandardCopyOption.REPLACE_EXISTING);
    }
    return new PythonPeer(home, driver);
  }

  /// Runs the driver; answers what it printed.
  String run(String... arguments) throws IOException, InterruptedException {
    return run(command(arguments), home);
  }

  /// How the driver is started.
  List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(home.resolve(PYTHON).toString(), driver.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Runs a main class of a service; answers what it printed.
  static String ours(Path root, String service, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    ServiceClass ours = new ServiceClass(root, service, mainClass);
    return run(ours.command(arguments), root, ours.environment());
  }

  /// Documents per second out of the driver's last line.
  static double rate(String printed) throws IOException {
    JsonNode last =
        new ObjectMapper().readTree(printed.strip().lines().reduce((a, b) -> b).orElse("{}"));
    return last.path("documents").asDouble() / last.path("seconds").asDouble();
  }

  private static String run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    return run(command, folder, Map.of());
  }

  private static String run(List<String> command, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with code " + process.exitValue());
    }
    return printed;
  }
}
