package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Tuning;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KeptTuningTest {
  private static final Tuning FIRST = new Tuning(ModelSize.NANO, 24, 3);
  private static final Tuning LATER = new Tuning(ModelSize.SMALL, 512, 6);
  @TempDir Path home;

  @Test
  void aBegunRunKeepsItsShapeAndItsBatchesWhateverTheMachineLooksLikeLater() {
    SmallWorkshop shop = new SmallWorkshop(home);
    assertThat(KeptTuning.of(shop.modelStore, LATER, Optional.empty()).tuning()).isEqualTo(LATER);
    assertThat(KeptTuning.of(shop.modelStore, FIRST, Optional.empty()).tuning())
        .isEqualTo(FIRST); // nothing begun
    shop.grow(40);
    shop.runUntil(10);

    KeptTuning.Choice kept = KeptTuning.of(shop.modelStore, LATER, Optional.empty());
    assertThat(kept.tuning()).isEqualTo(FIRST);
    assertThat(kept.run()).hasValueSatisfying(run -> assertThat(run).startsWith("nano-"));
    assertThat(KeptTuning.of(shop.modelStore, LATER, Optional.of(ModelSize.NANO)).tuning())
        .isEqualTo(FIRST);
    assertThat(KeptTuning.of(shop.modelStore, LATER, Optional.of(ModelSize.SMALL)).tuning())
        .isEqualTo(LATER);
  }

  @Test
  void aRunFromBeforeTuningsWereKeptGoesOnToo() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.runUntil(10);
    Tuning kept = KeptTuning.of(shop.modelStore, LATER, Optional.empty()).tuning();
    assertThat(kept).isEqualTo(new Tuning(ModelSize.NANO, 32, 4));
  }
}
