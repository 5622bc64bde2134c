package aifactory.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/// Files that are there after a power cut or not at all.
public final class DurableFile {
  private DurableFile() {}

  /// Writes a new file and forces it to disk.
  public static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /// Replaces a file at once: readers see the old text or the new one.
  public static void replace(Path file, String text) throws IOException {
    Path written = Files.createTempFile(folderOf(file), ".", ".writing");
    try {
      Files.delete(written);
      write(written, text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(folderOf(file));
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /// Gives a finished directory its name; when the name is taken, the content being the same, the
  /// new copy is thrown away.
  public static void publish(Path finished, Path name) throws IOException {
    forceDirectory(finished);
    if (Files.isDirectory(name)) {
      deleteTree(finished);
      return;
    }
    Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(folderOf(name));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
  }

  /// A rename is durable only when its directory is.
  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Removes a directory with what it holds.
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
