package aifactory.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of the reference system.
final class MachineProfileTest {
  private static final double GIB = 1L << 30;

  @ParameterizedTest(name = "gpu {0}, {1} cores, {2} GiB of which {3} free: {4}")
  @CsvSource({
    // gpu, cores, GiB, free | size, row length, rows, generated, workers, threads
    "true,  8, 16,   10,   base,  512, 8, 384, 16, 7",
    "true,  2,  6,    5,   base,  512, 8, 384,  4, 1",
    "false, 16, 64,  40,   small, 512, 6, 256, 16, 15",
    "false, 8, 24,   20,   small, 512, 6, 256, 16, 7",
    "false, 8, 23.9, 20,   small, 384, 4, 192, 16, 7",
    "false, 4, 12,    8,   small, 384, 4, 192,  8, 3",
    "false, 4, 11.9,  8,   tiny,  256, 3, 128,  8, 3",
    "false, 4,  8,    4,   tiny,  256, 3, 128,  8, 3",
    "false, 4,  7.9,  4,   tiny,  128, 2,  96,  8, 3",
    // some free: a row less, three quarters of the length, at least 128
    "false, 8, 24,   2.9,  small, 384, 5, 256, 16, 7",
    "false, 4,  8,   2.9,  tiny,  192, 2, 128,  8, 3",
    "false, 4,  4,   2.9,  tiny,  128, 1,  96,  8, 3",
    // little free: two rows less, half the length, at least 96, half as much generated, at least 64
    "false, 8, 24,   1.4,  small, 256, 4, 128, 16, 7",
    "false, 4,  8,   1.4,  tiny,  128, 1,  64,  8, 3",
    "false, 4,  4,   1.4,  tiny,   96, 1,  64,  8, 3",
    "true,  8, 16,   1.4,  base,  256, 6, 192, 16, 7",
    // ours: on fewer than four cores the smallest, which has a bundle within minutes
    "false, 2, 24,   20,   nano,  256, 4, 256,  4, 1",
    "false, 1,  4,    3,   nano,  128, 2,  96,  2, 1",
  })
  void sizeLengthAndRowsFollowFromTheMachine(
      boolean gpu,
      int cores,
      double total,
      double free,
      String size,
      int sequence,
      int rows,
      int generated,
      int workers,
      int threads) {
    MachineProfile profile = MachineProfile.of(machine(gpu, cores, total, free));
    assertThat(profile.size()).isEqualTo(ModelSize.named(size));
    assertThat(profile.sequenceTokens()).isEqualTo(sequence);
    assertThat(profile.rows()).isEqualTo(rows);
    assertThat(profile.generatedTokens()).isEqualTo(generated);
    assertThat(profile.crawlerWorkers()).isEqualTo(workers);
    assertThat(profile.threads()).isEqualTo(threads);
  }

  @Test
  void whatTheMemoryPlanRefusesIsMadeSmallerUntilItFits() {
    Tuning roomy = tuned(machine(false, 8, 24, 20));
    assertThat(roomy).isEqualTo(new Tuning(ModelSize.SMALL, 512, 6));

    Tuning tight = tuned(machine(false, 8, 24, 0.6));
    assertThat(tight.size()).isEqualTo(ModelSize.SMALL);
    assertThat(tight.rows()).isEqualTo(1);
    assertThat(tight.sequenceTokens()).isLessThanOrEqualTo(256);

    Tuning tighter = tuned(machine(false, 8, 24, 0.2));
    assertThat(tighter.size()).isLessThan(ModelSize.SMALL);
  }

  private static Tuning tuned(MachineProfile.Machine machine) {
    return Tuning.of(MachineProfile.of(machine), Optional.empty());
  }

  @Test
  void aSizeThatIsSetIsNotChangedButItsRowsAre() {
    MachineProfile profile = MachineProfile.of(machine(false, 8, 24, 0.6));
    Tuning tuning = Tuning.of(profile, Optional.of(ModelSize.MEDIUM));
    assertThat(tuning).isEqualTo(new Tuning(ModelSize.MEDIUM, 96, 1)); // to be refused with numbers
  }

  private static MachineProfile.Machine machine(boolean gpu, int cores, double total, double free) {
    return new MachineProfile.Machine(gpu, cores, (long) (total * GIB), (long) (free * GIB));
  }
}
