package aifactory.launcher.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines of JVMs kept small: the serial collector and, where peak speed does not matter,
/// the first compiler only.
public final class JavaCommand {
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final List<String> flags = new ArrayList<>();

  private JavaCommand(int maxHeapMegabytes) {
    flags.add(java().toString());
    flags.add("-Xmx" + maxHeapMegabytes + "m");
    flags.addAll(ALWAYS);
  }

  /// A JVM with that much heap at most, of the same JDK as this one.
  public static JavaCommand withHeap(int maxHeapMegabytes) {
    return new JavaCommand(maxHeapMegabytes);
  }

  /// The `java` of this JVM's own JDK.
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /// Adds JVM flags.
  public JavaCommand with(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  /// Uses the first compiler only: quicker start and less memory, lower peak speed.
  public JavaCommand quickStart() {
    return with("-XX:TieredStopAtLevel=1");
  }

  /// Where the JVM of a part writes its report when native code fails.
  static Path crashReport(Path home, String part) {
    return home.resolve("logs").resolve(part + "-crash.log");
  }

  /// Leaves a report in the home when native code fails, and no image of the memory.
  public JavaCommand reportingCrashes(Path home, String part) {
    return with("-XX:ErrorFile=" + crashReport(home, part), "-XX:-CreateCoredumpOnCrash");
  }

  /// Records, uses or ignores the AOT cache of a part whose jars are all on its class path.
  public JavaCommand cached(AotCaches caches, String part) {
    flags.addAll(1, caches.flags(part));
    return this;
  }

  /// The same of a part that loads classes by itself: a cache that is older than any of its files
  /// is not used.
  ///
  /// @param build folder that the part is started from
  public JavaCommand cached(AotCaches caches, String part, Path build) {
    return caches.fits(part, build) ? cached(caches, part) : this;
  }

  /// Runs a main class.
  public List<String> running(String classpath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", classpath, main.getName()));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }

  /// Runs a jar that names its main class.
  public List<String> runningJar(Path jar) {
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-jar", jar.toString()));
    return List.copyOf(command);
  }
}
