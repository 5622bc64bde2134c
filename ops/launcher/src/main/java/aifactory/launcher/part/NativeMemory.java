package aifactory.launcher.part;

import java.util.Map;

/// What a process tells the C library of its memory, as environment.
public final class NativeMemory {
  /// For training: a step allocates and frees the same tensors again and again. The library would
  /// give the large ones back to the system each time and take page faults for them in the next:
  /// some per cent of the time at 30 M parameters and two threads, nothing at 1 M and one.
  public static final Map<String, String> KEEP_FREED =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", Integer.toString(1 << 28),
          "MALLOC_TRIM_THRESHOLD_", Integer.toString(1 << 29));

  private NativeMemory() {}
}
