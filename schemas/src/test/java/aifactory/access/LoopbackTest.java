package aifactory.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "Samples.LOCALHOST", "127.0.0.1", "127.9.8.7", "[::1]", "::1"})
  void namesOfThisMachine(String name) {
    assertThat(Loopback.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1"
      })
  void namesThatMayLeadHereToo(String name) {
    assertThat(Loopback.isName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
  void addressesThatOnlyThisMachineReaches(String host) {
    assertThat(Loopback.isAddress(host)).isTrue();
    assertThat(Loopback.isAddress("0.0.0.0")).isFalse();
  }
}
