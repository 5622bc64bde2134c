package aifactory.launcher.check;

import aifactory.launcher.part.ReadyCheck;
import aifactory.launcher.postgres.PostgresBinaries;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at the machine before the factory starts on it.
public final class Machine {
  private static final long MIB = 1024 * 1024;
  private static final long NEEDED_MEMORY_BYTES = 3L * 1024 * MIB;

  private final FactorySettings settings;

  public Machine(FactorySettings settings) {
    this.settings = settings;
  }

  /// What would keep the factory from starting.
  public List<Finding> obstacles() {
    List<Finding> findings = new ArrayList<>(ports());
    findings.add(disk());
    findings.add(database());
    return findings.stream().filter(finding -> !finding.good()).toList();
  }

  /// Every port and who has it.
  public List<Finding> ports() {
    return settings.ports().entrySet().stream()
        .filter(entry -> isUsed(entry.getKey()))
        .map(entry -> port(entry.getKey(), entry.getValue()))
        .toList();
  }

  private boolean isUsed(Port port) {
    String name = port.name().toLowerCase(Locale.ROOT);
    return port == Port.SAMPLES
        ? settings.samples()
        : !FactorySettings.ALL_SERVICES.contains(name) || settings.services().contains(name);
  }

  private static Finding port(Port port, int number) {
    if (!ReadyCheck.accepts(number)) {
      return Finding.good(port.setting(), number + " is free");
    }
    String owner = PortOwner.of(number).orElse("another program");
    return Finding.bad(
        port.setting(),
        "port %d is taken by %s; end it or choose another port with %s=<number>"
            .formatted(number, owner, port.setting()));
  }

  /// Free space of the disk that holds the home.
  public Finding disk() {
    long free = freeBytes(settings.home());
    String message = "%d MB free for %s".formatted(free / MIB, settings.home());
    if (free >= settings.minFreeBytes()) {
      return Finding.good("disk", message);
    }
    return Finding.bad(
        "disk",
        "%s, %d MB are needed; make room, or set FACTORY_HOME to a larger disk or DISK_MIN_FREE_MB lower"
            .formatted(message, settings.minFreeBytes() / MIB));
  }

  /// Usable bytes where the path lies, or will lie.
  public static long freeBytes(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? 0 : Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Whether PostgreSQL was built for this machine.
  public Finding database() {
    String archive = PostgresBinaries.archiveName();
    if (PostgresBinaries.areThere()) {
      return Finding.good("database", archive + " is there");
    }
    return Finding.bad(
        "database",
        "no PostgreSQL for this platform: %s is not among the libraries; add its artifact to ops/launcher/pom.xml, or run the services against a server of your own (DATABASE_URL)"
            .formatted(archive));
  }

  /// Memory of the machine.
  public Finding memory() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long free = machine.getFreeMemorySize();
    String message =
        "%d MB free of %d MB".formatted(free / MIB, machine.getTotalMemorySize() / MIB);
    return free >= NEEDED_MEMORY_BYTES
        ? Finding.good("memory", message)
        : Finding.bad("memory", message + "; the factory takes about 2500 MB");
  }
}
