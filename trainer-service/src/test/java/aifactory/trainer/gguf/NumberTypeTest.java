package aifactory.trainer.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NumberTypeTest {
  private static float[] numbers(int count) {
    SplittableRandom random = new SplittableRandom(7);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"F32, 0", "F16, 0.0005", "BF16, 0.004", "Q8_0, 0.007", "Q4_K, 0.09", "Q4_0, 0.12"})
  void roundingStaysWithinTheTypesStep(NumberType type, double bound) {
    float[] numbers = numbers(2048);
    float[] rounded = type.rounded(numbers);
    double squares = 0;
    for (int i = 0; i < numbers.length; i++) {
      squares += Math.pow(rounded[i] - numbers[i], 2);
    }
    assertThat(Math.sqrt(squares / numbers.length)).isLessThanOrEqualTo(bound);
  }

  @ParameterizedTest
  @EnumSource(NumberType.class)
  void zerosStayZeros(NumberType type) {
    for (float rounded : type.rounded(new float[256])) {
      assertThat(Math.abs(rounded)).isZero(); // a zero may have a sign
    }
  }
}
