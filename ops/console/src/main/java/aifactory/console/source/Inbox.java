package aifactory.console.source;

import aifactory.console.problem.ProblemException;
import aifactory.console.setting.ConsoleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The one folder whose files and folders may be named from a browser: `inbox` of the factory's
/// home. Any other path of the server is declared from its command line, because whoever may order
/// here need not be allowed to read the server's disk.
@ApplicationScoped
class Inbox {
  private static final String FIELD = "address";

  private final Path folder;

  Inbox(ConsoleConfig config) {
    this.folder = config.home().resolve("inbox").toAbsolutePath().normalize();
  }

  /// The real path of what was named, relative to the inbox or absolute inside it. Links are
  /// followed before it is judged.
  String place(String named) {
    try {
      Files.createDirectories(folder);
      Path real = folder.resolve(named).normalize();
      if (!Files.exists(real)) {
        throw ProblemException.invalid(FIELD, "there is no such file or folder in " + folder);
      }
      real = real.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw ProblemException.invalid(
            FIELD, "must lie in " + folder + "; other paths are added with ./factory add PATH");
      }
      return real.toString();
    } catch (InvalidPathException e) {
      throw ProblemException.invalid(FIELD, "is not a path");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into the inbox", e);
    }
  }
}
