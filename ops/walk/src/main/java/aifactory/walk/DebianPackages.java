package aifactory.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Public material out of Debian's packages, which `apt-get` downloads and `dpkg` unpacks under
/// `target/debian`; installs nothing.
public final class DebianPackages {
  private DebianPackages() {}

  /// The folder with the files of these packages, each package in a folder of its name.
  public static Path unpacked(Path root, String... names) throws IOException, InterruptedException {
    Path home = root.resolve("ops/walk/target/debian");
    Files.createDirectories(home);
    for (String name : names) {
      Path folder = home.resolve(name);
      if (!Files.exists(folder)) {
        run(home, "apt-get", "-q", "download", name);
        run(home, "dpkg", "-x", archive(home, name).toString(), folder + ".part");
        Files.move(home.resolve(name + ".part"), folder);
      }
    }
    return home;
  }

  private static Path archive(Path home, String name) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name + "_.*\\.deb"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt-get brought no package " + name));
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + " ended with code " + process.exitValue());
    }
  }
}
