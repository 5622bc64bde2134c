package aifactory.launcher.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The launcher's settings, from the environment.
///
/// @param root the product's folder
/// @param home `FACTORY_HOME`: everything that is kept
/// @param ports `<NAME>_PORT`
/// @param services `SERVICES`: which services run here, all unless told otherwise; "none" for none;
///   with `COLLECTION_INCLUDE_MASTER=0` never the crawler, which is then the workers' alone
/// @param samples `SAMPLES`: whether the built-in sites are served and crawled
/// @param nodes `NODES`: 5 (the services alone) or 24 (and a process for each further node of the
///   eight types)
/// @param minFreeBytes `DISK_MIN_FREE_MB`: free space below which the flow is paused
public record FactorySettings(
    Path root,
    Path home,
    Map<Port, Integer> ports,
    List<String> services,
    boolean samples,
    int nodes,
    long minFreeBytes) {
  private static final String CRAWLER = "crawler";

  /// Every service, in flow order.
  public static final List<String> ALL_SERVICES =
      List.of(CRAWLER, "preprocess", "trainer", "inference", "console");

  /// The 24-node configuration.
  public static final int ALL_NODES = 24;

  private static final int MAX_PORT = 65_535;
  private static final long MIB = 1024 * 1024;
  private static final long DEFAULT_MIN_FREE_MEGABYTES = 1024;

  /// Reads and checks all settings.
  ///
  /// @throws BadSettingsException naming every bad value at once
  public static FactorySettings from(Map<String, String> environment, Path root) {
    List<String> problems = new ArrayList<>();
    Map<Port, Integer> ports = ports(environment, problems);
    List<String> services = services(environment, problems);
    if (!flag(environment, "COLLECTION_INCLUDE_MASTER", true, problems)) {
      services = services.stream().filter(name -> !name.equals(CRAWLER)).toList();
    }
    boolean samples = flag(environment, "SAMPLES", true, problems);
    int nodes =
        (int)
            number(
                environment,
                "NODES",
                ALL_SERVICES.size(),
                ALL_SERVICES.size(),
                ALL_NODES,
                problems);
    if (nodes != ALL_SERVICES.size() && nodes != ALL_NODES) {
      problems.add("NODES is %d; it must be 5 or 24".formatted(nodes));
    }
    long free =
        number(environment, "DISK_MIN_FREE_MB", DEFAULT_MIN_FREE_MEGABYTES, 0, 1L << 40, problems);
    if (!problems.isEmpty()) {
      throw new BadSettingsException(problems);
    }
    Path home = root.resolve(environment.getOrDefault("FACTORY_HOME", ".factory"));
    return new FactorySettings(
        root, home.toAbsolutePath().normalize(), ports, services, samples, nodes, free * MIB);
  }

  private static Map<Port, Integer> ports(Map<String, String> environment, List<String> problems) {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      int value = (int) number(environment, port.setting(), port.usual(), 1, MAX_PORT, problems);
      ports.forEach((other, taken) -> {
        if (taken == value) {
          problems.add("%s and %s are both %d".formatted(other.setting(), port.setting(), value));
        }
      });
      ports.put(port, value);
    }
    return ports;
  }

  private static List<String> services(Map<String, String> environment, List<String> problems) {
    String text = environment.getOrDefault("SERVICES", "").strip();
    if (text.isEmpty() || text.equals("none")) {
      return text.isEmpty() ? ALL_SERVICES : List.of();
    }
    List<String> services = List.of(text.split("\\s*,\\s*"));
    services.stream()
        .filter(name -> !ALL_SERVICES.contains(name))
        .forEach(name ->
            problems.add(
                "SERVICES names \"%s\"; there are %s, or none"
                    .formatted(name, String.join(", ", ALL_SERVICES))));
    return services;
  }

  private static long number(
      Map<String, String> environment,
      String name,
      long usual,
      long min,
      long max,
      List<String> problems) {
    String text = environment.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return usual;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
      problems.add("%s is %d; it must be %d to %d".formatted(name, value, min, max));
    } catch (NumberFormatException e) {
      problems.add("%s is \"%s\"; it must be a number".formatted(name, text));
    }
    return usual;
  }

  private static boolean flag(
      Map<String, String> environment, String name, boolean usual, List<String> problems) {
    String text = environment.getOrDefault(name, "").strip();
    return switch (text) {
      case "" -> usual;
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> {
        problems.add("%s is \"%s\"; it must be 1 or 0".formatted(name, text));
        yield usual;
      }
    };
  }

  /// A port.
  public int port(Port port) {
    Integer value = ports.get(port);
    return value == null ? port.usual() : value;
  }

  /// Where running processes are recorded.
  public Path runDirectory() {
    return home.resolve("run");
  }

  /// Where the parts write their logs.
  public Path logDirectory() {
    return home.resolve("logs");
  }

  /// Where the AOT caches of this build lie.
  public Path aotCaches() {
    return root.resolve("target/aot");
  }

  /// Build output of the launcher: libraries, the registry, sample archives.
  public Path built() {
    return root.resolve("ops/launcher/target");
  }
}
