package aifactory.trainer.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which vector instructions ATen, oneDNN and MKL may use (`TRAIN_INSTRUCTION_SET`). Sums are split
/// by their width, so that another set rounds differently: part of "bit for bit". The libraries ask
/// the environment once, when they are loaded; a process has one set.
public enum InstructionSet {
  /// What every x86-64 processor has.
  DEFAULT("default", "SSE41", "SSE4_2"),
  AVX2("avx2", "AVX2", "AVX2"),
  AVX512("avx512", "AVX512_CORE", "AVX512"),
  /// Of a processor that is no x86-64, or of a system that does not say: as the libraries choose.
  OTHER("other", "", "");

  private static final Logger LOG = LoggerFactory.getLogger(InstructionSet.class);
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /// What ATen asks of a processor for each.
  private static final Set<String> FOR_AVX2 = Set.of("avx2", "fma");

  private static final Set<String> FOR_AVX512 =
      Set.of("avx2", "fma", "avx512f", "avx512vl", "avx512bw", "avx512dq");

  private static @Nullable InstructionSet pinned;

  private final String aten;
  private final String oneDnn;
  private final String mkl;

  InstructionSet(String aten, String oneDnn, String mkl) {
    this.aten = aten;
    this.oneDnn = oneDnn;
    this.mkl = mkl;
  }

  /// Its name in settings and notes.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The set of a name.
  ///
  /// @throws IllegalArgumentException naming those that there are
  public static InstructionSet named(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "instruction set must be one of %s, is %s"
                    .formatted(List.of(values()).toString().toLowerCase(Locale.ROOT), label)));
  }

  /// The widest that this processor has.
  public static InstructionSet ofThisProcessor() {
    String kind = System.getProperty("os.arch", "");
    if (!Set.of("amd64", "x86_64").contains(kind) || !Files.isReadable(PROCESSOR)) {
      return OTHER;
    }
    try {
      return of(Files.readString(PROCESSOR));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PROCESSOR, e);
    }
  }

  /// @param description as Linux writes it in `/proc/cpuinfo`
  static InstructionSet of(String description) {
    Set<String> flags =
        description
            .lines()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+"))))
            .orElse(Set.of());
    if (flags.containsAll(FOR_AVX512)) {
      return AVX512;
    }
    return flags.containsAll(FOR_AVX2) ? AVX2 : DEFAULT;
  }

  /// Whether a processor that has the other has this one, too.
  public boolean isWithin(InstructionSet other) {
    return this == other || this != OTHER && other != OTHER && ordinal() < other.ordinal();
  }

  /// Makes this the set of the process, before libtorch is loaded.
  ///
  /// @throws IllegalStateException when the process has another one already
  public static synchronized void pin(InstructionSet wanted) {
    if (pinned != null && pinned != wanted) {
      throw new IllegalStateException("the process computes with %s already".formatted(pinned));
    }
    if (pinned == null && wanted != OTHER) {
      export("ATEN_CPU_CAPABILITY", wanted.aten);
      export("ONEDNN_MAX_CPU_ISA", wanted.oneDnn);
      export("MKL_ENABLE_INSTRUCTIONS", wanted.mkl);
    }
    pinned = wanted;
  }

  /// The set of the process; the processor's own from here on where none was pinned.
  static synchronized InstructionSet inForce() {
    if (pinned == null) {
      pin(ofThisProcessor());
    }
    return pinned == null ? OTHER : pinned;
  }

  /// Java cannot change the environment that native code reads; the C library can.
  private static void export(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name);
      int failed = (int) setenv.invokeExact(key, arena.allocateFrom(value), 1);
      if (failed != 0) {
        LOG.warn("instruction set not pinned variable={}", name);
      }
    } catch (Throwable e) { // what a method handle may throw
      throw new IllegalStateException("cannot set " + name, e);
    }
  }
}
