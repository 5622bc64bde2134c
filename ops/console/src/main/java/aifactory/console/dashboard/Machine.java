package aifactory.console.dashboard;

import aifactory.node.MachineMemory;
import com.sun.management.OperatingSystemMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/// The machine that the console runs on: how busy its cores and how full its memory. For one
/// thread.
@ApplicationScoped
class Machine {
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
    measured.put("memory_bytes", MachineMemory.totalBytes());
    measured.put("available_bytes", MachineMemory.availableBytes());
    return measured;
  }
}
