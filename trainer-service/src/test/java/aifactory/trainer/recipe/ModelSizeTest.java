package aifactory.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.trainer.model.ModelConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelSizeTest {
  @ParameterizedTest
  @CsvSource({"tiny,5.3", "small,29.5", "base,91.5", "medium,210.1"})
  void hasTheReferenceSystemsParametersWithinThreePercent(String name, double millions) {
    ModelSize size = ModelSize.named(name);
    ModelConfiguration model = size.model(size.dimensions(), 8000, 512);

    assertThat(model.parameters() / 1e6).isCloseTo(millions, within(0.03 * millions));
  }

  @ParameterizedTest
  @CsvSource({"gpt-small,280,340", "gpt-medium,1400,1600", "gpt-large,5500,6500"})
  void largeSizesAreInTheirBandsAndHaveAMemoryPlan(String name, double from, double to) {
    ModelSize size = ModelSize.named(name);
    Recipe recipe = Recipe.of(size, 42);
    ModelConfiguration model = recipe.model(size.defaults().vocabulary());

    assertThat(model.parameters() / 1e6).isBetween(from, to);
    assertThatThrownBy(() -> MemoryPlan.of(model, recipe).requireFits(name, 4L << 30))
        .isInstanceOf(MemoryPlan.DoesNotFitException.class)
        .hasMessageContaining(name + " needs about");
  }

  @Test
  void refusesAnUnknownSizeAndNamesTheChoices() {
    assertThatThrownBy(() -> ModelSize.named("gigantic"))
        .hasMessageContaining("gigantic")
        .hasMessageContaining("medium");
  }

  @Test
  void refusesARunThatDoesNotFitIntoMemory() {
    Recipe recipe = Recipe.of(ModelSize.MEDIUM, 42);
    MemoryPlan plan = MemoryPlan.of(recipe.model(8000), recipe);

    assertThat(plan.stateBytes()).isEqualTo(16 * recipe.model(8000).parameters());
    assertThatThrownBy(() -> plan.requireFits("medium", 2L << 30))
        .isInstanceOf(MemoryPlan.DoesNotFitException.class)
        .hasMessageContaining("medium needs about")
        .hasMessageContaining("2048 MiB");
    plan.requireFits("medium", 64L << 30);
  }
}
