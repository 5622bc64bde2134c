package aifactory.launcher.part;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// Who a process was, kept in a file so that a later launcher can find and end it. A process id
/// alone could mean another program by then: the start time must agree too.
///
/// @param program path of the executable for people, empty where the system does not tell
public record ProcessRecord(long pid, Instant startedAt, String program) {
  /// The system computes start times from the boot time, which can shift a little between JVMs.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /// The record of a living process.
  public static ProcessRecord of(ProcessHandle process) {
    return new ProcessRecord(
        process.pid(),
        process.info().startInstant().orElse(Instant.EPOCH),
        process.info().command().orElse(""));
  }

  /// Reads a record; empty when there is none or it is damaged.
  public static Optional<ProcessRecord> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ProcessRecord(
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.ofEpochMilli(Long.parseLong(properties.getProperty("startedAt", ""))),
              properties.getProperty("program", "")));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // absent or torn by a crash: there is nobody to find
    }
  }

  /// Keeps the record, replacing the file atomically.
  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("startedAt", Long.toString(startedAt.toEpochMilli()));
    properties.setProperty("program", program);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Files.createDirectories(file.getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text.toString());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The process, if exactly that one still lives.
  public Optional<ProcessHandle> living() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle process) {
    Instant actual = process.info().startInstant().orElse(Instant.EPOCH);
    // The program is not compared: unshare becomes postgres and keeps id and start time.
    return Duration.between(startedAt, actual).abs().compareTo(TOLERANCE) <= 0;
  }
}
