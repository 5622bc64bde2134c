package aifactory.trainer.dataset;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From which step on which dataset version and which mask were drawn from. Durable before the
/// first batch of an entry is drawn: with the seed it says everything about every batch of the run.
/// One thread.
public final class Journal {
  private final Path file;
  private List<Entry> entries;

  /// @param firstStep first step drawn under it, counted from 0
  /// @param mask orders that were in force
  public record Entry(long firstStep, String datasetId, MaskPosition mask) {}

  private record Content(List<Entry> entries) {}

  private Journal(Path file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// Opens the journal of a run; empty when the run is new.
  public static Journal open(Path file) {
    try {
      List<Entry> entries =
          Files.exists(file)
              ? CanonicalJson.read(Files.readString(file), Content.class).entries()
              : List.of();
      return new Journal(file, new ArrayList<>(entries));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal " + file, e);
    }
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The entry in force at a step.
  public Entry at(long step) {
    Entry inForce = null;
    for (Entry entry : entries) {
      if (entry.firstStep() <= step) {
        inForce = entry;
      }
    }
    if (inForce == null) {
      throw new IllegalStateException("the journal has nothing for step " + step);
    }
    return inForce;
  }

  /// Whether an entry begins at or after this step: a run that was killed had gone further.
  public boolean reaches(long step) {
    return !entries.isEmpty() && entries.getLast().firstStep() >= step;
  }

  /// Entries drawn from before a step.
  public List<Entry> before(long step) {
    return entries.stream().filter(entry -> entry.firstStep() < step).toList();
  }

  /// Puts an entry in force. Entries at or after its first step were of a future that a crash took
  /// back: they are dropped. Returns when the file is on disk; when it cannot be written nothing is
  /// in force that was not before.
  public void append(Entry entry) {
    List<Entry> next = new ArrayList<>(before(entry.firstStep()));
    next.add(entry);
    write(next);
    entries = next;
  }

  private void write(List<Entry> next) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      DurableFile.replace(file, CanonicalJson.write(new Content(next)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal " + file, e);
    }
  }
}
