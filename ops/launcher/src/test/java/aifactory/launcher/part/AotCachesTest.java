package aifactory.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCachesTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path build;
  private Path jar;
  private Path cache;

  @BeforeEach
  void aBuildAndItsCache() throws IOException {
    build = folder.resolve("quarkus-app");
    jar = Files.createDirectories(build.resolve("app")).resolve("service.jar");
    Files.writeString(jar, "classes");
    Files.setLastModifiedTime(jar, FileTime.from(BUILT));
    cache = Files.writeString(folder.resolve("console.aot"), "cache");
    Files.setLastModifiedTime(cache, FileTime.from(BUILT.plusSeconds(60)));
  }

  @Test
  void aCacheOfThisBuildIsUsed() {
    assertThat(command(AotCaches.Mode.USE)).contains("-XX:AOTCache=" + cache);
  }

  /// Quarkus' class loader would take the old build's classes from it, and nothing would say so.
  @Test
  void aCacheOlderThanItsBuildIsNot() throws IOException {
    Files.setLastModifiedTime(jar, FileTime.from(BUILT.plusSeconds(61)));
    assertThat(command(AotCaches.Mode.USE)).noneMatch(each -> each.contains("AOT"));
    assertThat(command(AotCaches.Mode.RECORD)).contains("-XX:AOTMode=record");
  }

  @Test
  void withoutACacheThePartStartsAllTheSame() throws IOException {
    Files.delete(cache);
    assertThat(command(AotCaches.Mode.USE)).noneMatch(each -> each.contains("AOT"));
  }

  private List<String> command(AotCaches.Mode mode) {
    return JavaCommand.withHeap(64)
        .cached(new AotCaches(folder, mode), "console", build)
        .runningJar(jar);
  }
}
