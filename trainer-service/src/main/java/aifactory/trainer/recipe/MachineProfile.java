package aifactory.trainer.recipe;

/// What a machine is good for, by the reference system's table: size, row length and rows by RAM,
/// or by the presence of a GPU, less where little RAM is free.
///
/// @param machine what was looked at
/// @param size `MODEL_SIZE`
/// @param sequenceTokens `TRAIN_SEQ_LEN`
/// @param rows `TRAIN_BATCH_SIZE`
/// @param generatedTokens `MAX_GENERATE_TOKENS`; told, the inference service has its own default
/// @param crawlerWorkers `MAX_CRAWLER_WORKERS`; told likewise
/// @param threads `PYTORCH_CPU_THREADS`
public record MachineProfile(
    Machine machine,
    ModelSize size,
    int sequenceTokens,
    int rows,
    int generatedTokens,
    int crawlerWorkers,
    int threads) {
  private static final double LITTLE_FREE_GIB = 1.5;
  private static final double SOME_FREE_GIB = 3;
  private static final int MOST_CRAWLER_WORKERS = 16;

  /// The reference gives a small model to any machine with 12 GiB. On fewer cores than this it
  /// would not have a first bundle within the hour, so these begin with the smallest, as it stands
  /// in the catalogue.
  private static final int FEW_CORES = 4;

  private static final int NANO_ROWS = 4;

  /// @param gpu whether training runs on one
  public record Machine(boolean gpu, int cores, long totalBytes, long availableBytes) {
    private static final double GIB = 1L << 30;

    public String device() {
      return gpu ? "cuda" : "cpu";
    }

    public double totalGib() {
      return totalBytes / GIB;
    }

    public double availableGib() {
      return availableBytes / GIB;
    }
  }

  /// The profile of a machine.
  public static MachineProfile of(Machine machine) {
    MachineProfile full = byRam(machine);
    MachineProfile begun = machine.cores() < FEW_CORES && !machine.gpu() ? full.nano() : full;
    if (machine.availableGib() < LITTLE_FREE_GIB) {
      return begun.with(
          Math.max(96, begun.sequenceTokens / 2),
          Math.max(1, begun.rows - 2),
          Math.max(64, begun.generatedTokens / 2));
    }
    return machine.availableGib() < SOME_FREE_GIB
        ? begun.with(
            Math.max(128, begun.sequenceTokens * 3 / 4),
            Math.max(1, begun.rows - 1),
            begun.generatedTokens)
        : begun;
  }

  private static MachineProfile byRam(Machine machine) {
    double gib = machine.totalGib();
    if (machine.gpu()) {
      return row(machine, ModelSize.BASE, 512, 8, 384);
    } else if (gib >= 24) {
      return row(machine, ModelSize.SMALL, 512, 6, 256);
    } else if (gib >= 12) {
      return row(machine, ModelSize.SMALL, 384, 4, 192);
    } else if (gib >= 8) {
      return row(machine, ModelSize.TINY, 256, 3, 128);
    }
    return row(machine, ModelSize.TINY, 128, 2, 96);
  }

  private static MachineProfile row(
      Machine machine, ModelSize size, int sequence, int rows, int generated) {
    return new MachineProfile(
        machine,
        size,
        sequence,
        rows,
        generated,
        Math.min(MOST_CRAWLER_WORKERS, 2 * machine.cores()),
        Math.max(1, machine.cores() - 1));
  }

  private MachineProfile nano() {
    return new MachineProfile(
        machine,
        ModelSize.NANO,
        Math.min(sequenceTokens, ModelSize.NANO.defaults().sequenceTokens()),
        Math.min(rows, NANO_ROWS),
        generatedTokens,
        crawlerWorkers,
        threads);
  }

  private MachineProfile with(int sequence, int fewerRows, int generated) {
    return new MachineProfile(
        machine, size, sequence, fewerRows, generated, crawlerWorkers, threads);
  }
}
