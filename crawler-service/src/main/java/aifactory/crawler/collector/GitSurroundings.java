package aifactory.crawler.collector;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// What JGit sees of this machine: nothing. No configuration of the user's or the system's (finding
/// the latter would start a `git`), no environment.
final class GitSurroundings extends SystemReader {
  private static final SystemReader NONE = new GitSurroundings();

  private GitSurroundings() {
    setPlatformChecker();
  }

  /// Before the first use of JGit in the process.
  static void shut() {
    if (SystemReader.getInstance() != NONE) {
      SystemReader.setInstance(NONE);
    }
  }

  /// Has nothing, takes nothing.
  private static final class NoConfig extends FileBasedConfig {
    @SuppressWarnings("NullAway") // no file and no parent, as the base class permits
    NoConfig(FS fs) {
      super(null, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new NoConfig(fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new NoConfig(fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new NoConfig(fs);
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  @SuppressWarnings("NullAway") // null = not set, as System.getenv has it
  public String getenv(String name) {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // null = not set, as System.getProperty has it
  public String getProperty(String name) {
    return System.getProperty(name);
  }

  @Override
  public long getCurrentTime() {
    return Instant.now().toEpochMilli();
  }

  @Override
  public int getTimezone(long when) {
    return 0;
  }

  @Override
  public ZoneId getTimeZoneId() {
    return ZoneOffset.UTC;
  }
}
