package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstructionSetTest {
  @ParameterizedTest
  @CsvSource({
    "fpu sse sse4_2, DEFAULT",
    "fpu avx2, DEFAULT",
    "fpu fma avx2, AVX2",
    "fma avx2 avx512f, AVX2",
    "fma avx2 avx512f avx512vl avx512bw avx512dq, AVX512"
  })
  void aProcessorHasWhatItsFlagsSay(String flags, InstructionSet set) {
    assertThat(InstructionSet.of("processor\t: 0\nflags\t\t: " + flags + "\n")).isEqualTo(set);
  }

  @Test
  void widerProcessorsHaveTheNarrowerSets() {
    assertThat(InstructionSet.AVX2.isWithin(InstructionSet.AVX512)).isTrue();
    assertThat(InstructionSet.AVX512.isWithin(InstructionSet.AVX2)).isFalse();
    assertThat(InstructionSet.AVX2.isWithin(InstructionSet.OTHER)).isFalse();
    assertThat(InstructionSet.OTHER.isWithin(InstructionSet.OTHER)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstructionSet.named("sse"))
        .withMessageContaining("avx2");
  }
}
