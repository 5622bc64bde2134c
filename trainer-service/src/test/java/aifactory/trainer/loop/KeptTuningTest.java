package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Tuning;
import java.nio.file.Path;
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
    assertThat(KeptTuning.of(shop.modelStore, LATER).tuning()).isEqualTo(LATER);
    assertThat(KeptTuning.of(shop.modelStore, FIRST).tuning()).isEqualTo(FIRST); // nothing begun
    shop.grow(40);
    shop.runUntil(10);

    KeptTuning.Choice kept = KeptTuning.of(shop.modelStore, LATER);
    assertThat(kept.tuning()).isEqualTo(FIRST);
    assertThat(kept.run()).hasValueSatisfying(run -> assertThat(run).startsWith("nano-"));
  }

  @Test
  void aRunFromBeforeTuningsWereKeptGoesOnToo() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.runUntil(10);
    Tuning kept = KeptTuning.of(shop.modelStore, LATER).tuning();
    assertThat(kept).isEqualTo(new Tuning(ModelSize.NANO, 32, 4));
  }
}
