package aifactory.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Other people's clients as their registries give them, installed under `target`: OpenAI's for
/// Python and Node, LangChain4j. Each is driven by a script of ours that prints a line per step.
final class SdkClients {
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
      ChildProcess.lines(home, "python3", "-m", "venv", home.resolve("venv").toString());
      ChildProcess.lines(home, python.toString(), "-m", "pip", "-q", "install", "openai");
    }
    return ChildProcess.lines(home, python.toString(), script("client.py").toString(), baseUrl);
  }

  private List<String> node(String baseUrl) throws IOException, InterruptedException {
    if (!Files.exists(home.resolve("node_modules/openai"))) {
      ChildProcess.lines(home, "npm", "install", "--silent", "--prefix", home.toString(), "openai");
    }
    return ChildProcess.lines(home, "node", script("client.mjs").toString(), baseUrl);
  }

  private List<String> langChain(String baseUrl) throws IOException, InterruptedException {
    Path libraries = home.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      String pom = script("pom.xml").toString();
      String into = "-DoutputDirectory=" + libraries;
      String maven = root.resolve("mvnw").toString();
      ChildProcess.lines(home, maven, "-B", "-q", "-f", pom, "dependency:copy-dependencies", into);
    }
    return ChildProcess.lines(
        home, JAVA, "-cp", libraries + "/*", script("LangChain.java").toString(), baseUrl);
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
}
