package aifactory.crawler.collector;

import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a collector remembers of a source between visits: a few names with values, in a small file
/// replaced as a whole. Losing it costs repeated work, which downstream ignores.
final class ProgressNote {
  private static final char SEPARATOR = '\t';

  private final Path file;
  private final Map<String, String> values = new TreeMap<>();

  private ProgressNote(Path file) {
    this.file = file;
  }

  /// @param kind keeps the notes of several collectors apart
  static ProgressNote read(Path directory, String kind, String sourceId) {
    String name = kind + "-" + Sha256.hex(sourceId).substring(0, 16);
    ProgressNote note = new ProgressNote(directory.resolve(name));
    try {
      if (Files.exists(note.file)) {
        for (String line : Files.readAllLines(note.file)) {
          int tab = line.indexOf(SEPARATOR);
          if (tab > 0) {
            note.values.put(line.substring(0, tab), line.substring(tab + 1));
          }
        }
      }
    } catch (IOException e) {
      note.values.clear(); // unreadable: as if it were the first visit
    }
    return note;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  long number(String name) {
    try {
      return text(name).map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  void put(String name, Object value) {
    values.put(name, value.toString().replaceAll("[\\t\\r\\n]", " "));
  }

  /// The same values; writing one leaves the other alone until it is read again.
  ProgressNote copy() {
    ProgressNote copy = new ProgressNote(file);
    copy.values.putAll(values);
    return copy;
  }

  void clear() {
    values.clear();
  }

  void write() {
    StringBuilder lines = new StringBuilder();
    values.forEach(
        (name, value) -> lines.append(name).append(SEPARATOR).append(value).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the progress in " + file, e);
    }
  }
}
