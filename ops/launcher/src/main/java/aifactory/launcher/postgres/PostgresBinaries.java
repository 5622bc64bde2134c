package aifactory.launcher.postgres;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs, unpacked once from the archive that the build put on the class path.
public final class PostgresBinaries {
  private static final int OWNER_EXECUTE = 0100;

  private final Path directory;

  private PostgresBinaries(Path directory) {
    this.directory = directory;
  }

  /// Name of the archive for this machine, such as `postgres-linux-x86_64.txz`.
  public static String archiveName() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "darwin" : system.contains("win") ? "windows" : "linux";
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-" + os + "-" + arch + ".txz";
  }

  /// Whether the build brought binaries for this machine.
  public static boolean areThere() {
    return PostgresBinaries.class.getResource("/" + archiveName()) != null;
  }

  /// Unpacks into `directory` unless they are there; several processes may do so at once.
  public static PostgresBinaries unpackedIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.getParent());
      Path draft = Files.createTempDirectory(directory.getParent(), "unpacking");
      unpack(draft);
      try {
        Files.move(draft, directory);
      } catch (IOException e) {
        if (!Files.isDirectory(directory)) { // else somebody else was quicker
          throw e;
        }
      }
    }
    return new PostgresBinaries(directory);
  }

  /// A program such as `initdb` or `postgres`.
  public Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + archiveName())) {
      if (archive == null) {
        throw new FileNotFoundException(
            "no PostgreSQL binaries for this machine: "
                + archiveName()
                + " is not on the class path");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(entry, tar, target);
        }
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("archive entry leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Path link = Path.of(entry.getLinkName());
      if (!file.resolveSibling(link).normalize().startsWith(target)) {
        throw new IOException("archive link leaves its folder: " + entry.getName());
      }
      Files.createSymbolicLink(file, link);
      return;
    }
    Files.copy(content, file);
    if ((entry.getMode() & OWNER_EXECUTE) != 0) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
