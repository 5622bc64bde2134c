package aifactory.launcher;

import aifactory.launcher.part.ProcessRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One launcher per home: a lock that the system releases however its holder ends.
final class HomeLock implements AutoCloseable {
  static final String LAUNCHER_RECORD = "launcher.pid";

  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the home; empty when another launcher has it.
  static Optional<HomeLock> take(Path runDirectory) throws IOException {
    Files.createDirectories(runDirectory);
    FileChannel channel =
        FileChannel.open(
            runDirectory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new HomeLock(channel, lock));
  }

  /// The living launcher of a home.
  static Optional<ProcessHandle> holder(Path runDirectory) {
    return ProcessRecord.read(runDirectory.resolve(LAUNCHER_RECORD)).flatMap(ProcessRecord::living);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
