package aifactory.trainer.loop;

import aifactory.contract.id.Sha256;
import aifactory.trainer.checkpoint.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The step at which each unfinished training job ends, so that a job that a crash interrupted does
/// not begin to count anew.
final class JobTargets {
  private final Path directory;

  JobTargets(Path modelStore) {
    this.directory = modelStore.resolve("jobs");
  }

  /// The target noted for the job, or this one, noted now.
  long of(String jobId, long target) {
    Path file = file(jobId);
    try {
      if (Files.exists(file)) {
        return Long.parseLong(Files.readString(file).strip());
      }
      Files.createDirectories(directory);
      DurableFile.replace(file, target + "\n");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note the target of a job in " + file, e);
    }
  }

  void forget(String jobId) {
    try {
      Files.deleteIfExists(file(jobId));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot forget a job in " + directory, e);
    }
  }

  // A job id is whatever somebody typed: its hash is a safe name.
  private Path file(String jobId) {
    return directory.resolve(Sha256.hex(jobId));
  }
}
