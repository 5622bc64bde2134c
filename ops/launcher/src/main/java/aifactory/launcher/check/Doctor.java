package aifactory.launcher.check;

import aifactory.launcher.settings.FactorySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at everything the factory depends on, changes nothing.
public final class Doctor {
  private static final int NEEDED_JAVA = 25;

  /// Part of a file name by which each native library's platform archive is known, per service.
  private static final Map<String, List<String>> NATIVES =
      Map.of(
          "trainer-service", List.of("pytorch-native-cpu", "pytorch-jni", "tokenizers"),
          "inference-service", List.of("onnxruntime", "tokenizers"),
          "preprocess-streams", List.of("rocksdbjni"),
          "crawler-service", List.of("rocksdbjni"));

  private final FactorySettings settings;

  public Doctor(FactorySettings settings) {
    this.settings = settings;
  }

  /// All findings.
  public List<Finding> examine() {
    Machine machine = new Machine(settings);
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(Finding.good("platform", platform()));
    findings.addAll(machine.ports());
    findings.add(machine.disk());
    findings.add(machine.memory());
    findings.add(machine.database());
    findings.add(home());
    NATIVES.keySet().stream().sorted().forEach(service -> findings.add(natives(service)));
    findings.add(browser());
    return findings;
  }

  private static Finding java() {
    String found = "Java %s at %s".formatted(Runtime.version(), System.getProperty("java.home"));
    return Runtime.version().feature() >= NEEDED_JAVA
        ? Finding.good("JDK", found)
        : Finding.bad("JDK", found + "; JDK 25 is needed");
  }

  private static String platform() {
    String name =
        System.getProperty("os.name").toLowerCase(Locale.ROOT)
            + "-"
            + System.getProperty("os.arch");
    return name.equals("linux-amd64") ? name + " (proven)" : name + " (not proven)";
  }

  private Finding home() {
    Path home = settings.home();
    Path existing = Files.exists(home) ? home : home.getParent();
    return existing != null && Files.isWritable(existing)
        ? Finding.good("home", home.toString())
        : Finding.bad("home", home + " cannot be written; set FACTORY_HOME to a folder of yours");
  }

  private Finding natives(String service) {
    Path libraries = settings.root().resolve(service).resolve("target/quarkus-app/lib/main");
    if (!Files.isDirectory(libraries)) {
      return Finding.good(service, "not built yet; ./factory up builds it");
    }
    List<String> missing = new ArrayList<>(NATIVES.getOrDefault(service, List.of()));
    try (Stream<Path> files = Files.list(libraries)) {
      files
          .map(file -> file.getFileName().toString())
          .forEach(file -> missing.removeIf(file::contains));
    } catch (IOException e) {
      return Finding.bad(service, "cannot be read: " + e.getMessage());
    }
    return missing.isEmpty()
        ? Finding.good(service, "native libraries are there")
        : Finding.bad(service, "native libraries are missing for " + platform() + ": " + missing);
  }

  private static Finding browser() {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
            .flatMap(folder ->
                Stream.of("chromium", "google-chrome", "chromium-browser", "firefox")
                    .map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    return Finding.good(
        "browser",
        found
            .map(Path::toString)
            .orElse("none found here; the console needs one, on this machine or another"));
  }
}
