package aifactory.crawler.collector;

import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// How far a walk over a directory came, kept in a file of four lines. Losing it costs a repeated
/// walk, whose documents downstream knows already.
///
/// @param readUpTo files not changed since then were taken by the last complete walk (milliseconds)
/// @param walkBegan when the walk in hand began; 0 = none in hand
/// @param last last path taken by the walk in hand; empty = none yet
record WalkProgress(long readUpTo, long walkBegan, String last) {
  private static final String FORMAT = "1";
  private static final int LINES = 4;

  static WalkProgress read(Path directory, String sourceId) {
    Path file = file(directory, sourceId);
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == LINES && lines.getFirst().equals(FORMAT)) {
        return new WalkProgress(
            Long.parseLong(lines.get(1)), Long.parseLong(lines.get(2)), lines.get(3));
      }
    } catch (IOException | NumberFormatException e) {
      return new WalkProgress(0, 0, ""); // unreadable: walk again
    }
    return new WalkProgress(0, 0, "");
  }

  void write(Path directory, String sourceId) {
    Path file = file(directory, sourceId);
    try {
      Files.createDirectories(directory);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      String lines = String.join("\n", FORMAT, "" + readUpTo, "" + walkBegan, last) + "\n";
      Files.writeString(fresh, lines, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the walk in " + file, e);
    }
  }

  private static Path file(Path directory, String sourceId) {
    return directory.resolve("walk-" + Sha256.hex(sourceId).substring(0, 16));
  }
}
