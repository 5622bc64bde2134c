package aifactory.console.dashboard;

import com.sun.management.OperatingSystemMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The machine that the console runs on: how busy its cores and how full its memory. For one
/// thread.
@ApplicationScoped
class Machine {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final long KIB = 1024;

  /// Share of the newest second in the load that is shown: a peak of a second is no alarm.
  private static final double NEWEST = 0.2;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private double load;

  /// Load of all cores 0..1 over about five seconds, memory in bytes.
  Map<String, Object> measured() {
    load += NEWEST * (Math.max(0, system.getCpuLoad()) - load);
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("cpu_load", load);
    measured.put("cpu_cores", Runtime.getRuntime().availableProcessors());
    measured.put("memory_bytes", system.getTotalMemorySize());
    measured.put("available_bytes", availableBytes());
    return measured;
  }

  /// What programs can have without swapping; what is free where the system does not tell (not
  /// Linux).
  private long availableBytes() {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith(AVAILABLE)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
        }
      }
    } catch (IOException e) {
      return system.getFreeMemorySize();
    }
    return system.getFreeMemorySize();
  }
}
