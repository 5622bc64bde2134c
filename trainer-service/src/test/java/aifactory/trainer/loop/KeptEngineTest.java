package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import aifactory.trainer.engine.InstructionSet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KeptEngineTest {
  private static final KeptEngine.Machine SMALL = new KeptEngine.Machine(1, InstructionSet.AVX2);
  private static final KeptEngine.Machine LARGE = new KeptEngine.Machine(15, InstructionSet.AVX512);
  private static final KeptEngine.Asked NOTHING =
      new KeptEngine.Asked(OptionalInt.empty(), Optional.empty());
  @TempDir Path home;

  @Test
  void aBegunRunIsComputedTheSameWayOnAnotherMachine() {
    SmallWorkshop shop = new SmallWorkshop(home);
    assertThat(KeptEngine.of(shop.modelStore, LARGE, NOTHING))
        .isEqualTo(new KeptEngine(15, "avx512"));
    assertThat(KeptEngine.of(shop.modelStore, SMALL, NOTHING))
        .as("nothing begun")
        .isEqualTo(new KeptEngine(1, "avx2"));
    shop.grow(40);
    shop.runUntil(10);

    assertThat(KeptEngine.of(shop.modelStore, LARGE, NOTHING)).isEqualTo(new KeptEngine(1, "avx2"));
    KeptEngine.Asked wider =
        new KeptEngine.Asked(OptionalInt.of(4), Optional.of(InstructionSet.AVX512));
    assertThat(KeptEngine.of(shop.modelStore, LARGE, wider)).isEqualTo(new KeptEngine(4, "avx512"));
    assertThat(KeptEngine.of(shop.modelStore, SMALL, NOTHING))
        .as("what the processor does not have")
        .isEqualTo(new KeptEngine(4, "avx2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeptEngine.of(shop.modelStore, SMALL, wider))
        .withMessage("TRAIN_INSTRUCTION_SET=avx512: this processor has avx2");
  }
}
