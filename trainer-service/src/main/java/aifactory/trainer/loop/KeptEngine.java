package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.engine.InstructionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a model store is computed with, in its `engine.json`: once a run has begun, it goes on with
/// the threads and the instruction set it began with, on whatever machine, so that it stays the
/// same bit for bit. Settings win; so does what the processor has.
///
/// @param threads of one native operation
/// @param instructionSet label
public record KeptEngine(int threads, String instructionSet) {
  private static final Logger LOG = LoggerFactory.getLogger(KeptEngine.class);
  private static final String FILE = "engine.json";

  /// What is asked for.
  ///
  /// @param threads `PYTORCH_CPU_THREADS`
  /// @param instructionSet `TRAIN_INSTRUCTION_SET`
  public record Asked(OptionalInt threads, Optional<InstructionSet> instructionSet) {}

  /// The machine as it is.
  ///
  /// @param threads that it is good for
  /// @param instructionSet the widest that it has
  public record Machine(int threads, InstructionSet instructionSet) {}

  /// What holds for a store, which is noted.
  ///
  /// @throws IllegalArgumentException when a set is asked for that the processor does not have
  public static KeptEngine of(Path modelStore, Machine machine, Asked asked) {
    asked
        .instructionSet()
        .filter(set -> !set.isWithin(machine.instructionSet()))
        .ifPresent(set -> {
          throw new IllegalArgumentException(
              "TRAIN_INSTRUCTION_SET=%s: this processor has %s"
                  .formatted(set.label(), machine.instructionSet().label()));
        });
    try {
      Path file = modelStore.resolve(FILE);
      Optional<KeptEngine> kept =
          Files.exists(file) && !new LineageStore(modelStore).newestFirst().isEmpty()
              ? Optional.of(CanonicalJson.read(Files.readString(file), KeptEngine.class))
              : Optional.empty();
      InstructionSet set =
          asked
              .instructionSet()
              .or(() -> kept.map(known -> InstructionSet.named(known.instructionSet())))
              .filter(known -> known.isWithin(machine.instructionSet()))
              .orElse(machine.instructionSet());
      int threads = asked.threads().orElse(kept.map(KeptEngine::threads).orElse(machine.threads()));
      KeptEngine holds = new KeptEngine(threads, set.label());
      if (!kept.equals(Optional.of(holds))) {
        kept.ifPresent(before ->
            LOG.warn(
                "runs are not bit for bit as before from here on before={} now={}", before, holds));
        Files.createDirectories(modelStore);
        DurableFile.replace(file, CanonicalJson.write(holds));
      }
      return holds;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep how is computed in " + modelStore, e);
    }
  }
}
