package aifactory.crawler.intake;

import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// When each source is visited next, in a small file per source. Losing one costs a repeated visit.
final class VisitLedger {
  private static final String FORMAT = "1";
  private static final int LINES = 3;

  private final Path directory;

  VisitLedger(Path directory) {
    this.directory = directory;
  }

  /// @param declaredAt the declaration that was visited: another one is visited at once
  ///   (milliseconds)
  /// @param nextAt time of the next visit (milliseconds)
  record Visited(long declaredAt, long nextAt) {}

  Optional<Visited> of(String sourceId) {
    try {
      Path file = file(sourceId);
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == LINES && lines.getFirst().equals(FORMAT)) {
        return Optional.of(new Visited(Long.parseLong(lines.get(1)), Long.parseLong(lines.get(2))));
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // unreadable: visit again
    }
    return Optional.empty();
  }

  void note(String sourceId, Visited visited) {
    Path file = file(sourceId);
    try {
      Files.createDirectories(directory);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(
          fresh, String.join("\n", FORMAT, "" + visited.declaredAt, "" + visited.nextAt) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note the visit in " + file, e);
    }
  }

  private Path file(String sourceId) {
    return directory.resolve("visit-" + Sha256.hex(sourceId).substring(0, 16));
  }
}
