package aifactory.claim;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What a figure was measured on.
final class Machine {
  private static final long GIB = 1L << 30;

  private Machine() {}

  static String describe() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return "%d cores, %d GiB, %s %s, JDK %s"
        .formatted(
            system.getAvailableProcessors(),
            Math.round((double) system.getTotalMemorySize() / GIB),
            system.getName(),
            system.getArch(),
            Runtime.version());
  }
}
