package aifactory.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Every benchmark by name: `./factory bench NAME`.
enum BenchmarkCatalogue {
  /// Time from `up` of a built tree to all parts ready, and what all parts occupy.
  UP(UpBenchmark::new, "start of the whole factory: seconds to ready, resident memory");

  private final Supplier<Benchmark> maker;
  private final String about;

  BenchmarkCatalogue(Supplier<Benchmark> maker, String about) {
    this.maker = maker;
    this.about = about;
  }

  Benchmark make() {
    return maker.get();
  }

  static BenchmarkCatalogue named(String name) {
    return Arrays.stream(values())
        .filter(entry -> entry.commandName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no benchmark '" + name + "'; there are:\n" + String.join("\n", listing())));
  }

  static List<String> listing() {
    return Arrays.stream(values())
        .map(entry -> "  %-12s %s".formatted(entry.commandName(), entry.about))
        .collect(Collectors.toList());
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
