package aifactory.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Other people's clients as their registries give them, installed under `target`: OpenAI's for
/// Python and Node, LangChain4j. Each is driven by a script of ours that prints a line per step.
final class SdkClients {
  private static final long MINUTES = 5;
  private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

  private final Path root;
  private final Path home;

  SdkClients(Path root) throws IOException {
    this.root = root;
    this.home = Files.createDirectories(root.resolve("ops/walk/target/sdk"));
  }

  enum Kind {
    PYTHON,
    NODE,
    LANGCHAIN4J
  }

  /// Installs a client where it is not yet and runs its script; answers the printed lines.
  List<String> lines(Kind kind, String baseUrl) throws IOException, InterruptedException {
    return switch (kind) {
      case PYTHON -> python(baseUrl);
      case NODE -> node(baseUrl);
      case LANGCHAIN4J -> langChain(baseUrl);
    };
  }

  private List<String> python(String baseUrl) throws IOException, InterruptedException {
    Path python = home.resolve("venv/bin/python");
    if (!Files.exists(python)) {
      run(home, "python3", "-m", "venv", home.resolve("venv").toString());
      run(home, python.toString(), "-m", "pip", "-q", "install", "openai");
    }
    return run(home, python.toString(), script("client.py").toString(), baseUrl);
  }

  private List<String> node(String baseUrl) throws IOException, InterruptedException {
    if (!Files.exists(home.resolve("node_modules/openai"))) {
      run(home, "npm", "install", "--silent", "--prefix", home.toString(), "openai");
    }
    return run(home, "node", script("client.mjs").toString(), baseUrl);
  }

  private List<String> langChain(String baseUrl) throws IOException, InterruptedException {
    Path libraries = home.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      String pom = script("pom.xml").toString();
      String into = "-DoutputDirectory=" + libraries;
      String maven = root.resolve("mvnw").toString();
      run(home, maven, "-B", "-q", "-f", pom, "dependency:copy-dependencies", into);
    }
    return run(home, JAVA, "-cp", libraries + "/*", script("LangChain.java").toString(), baseUrl);
  }

  private Path script(String name) throws IOException {
    Path place = home.resolve(name);
    try (InputStream source = SdkClients.class.getResourceAsStream("/sdk/" + name)) {
      if (source == null) {
        throw new IOException("no script " + name);
      }
      Files.copy(source, place, StandardCopyOption.REPLACE_EXISTING);
    }
    return place;
  }

  private static List<String> run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path errors = Files.createTempFile(folder, "run", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command[0] + " did not end within " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command[0] + " ended with " + process.exitValue() + ": " + Files.readString(errors));
      }
      return Files.readAllLines(out, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(errors);
    }
  }
}
