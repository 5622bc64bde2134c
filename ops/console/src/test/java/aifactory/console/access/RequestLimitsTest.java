package aifactory.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.access.Gatekeeper.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestLimitsTest {
  private static final String HERE = "127.0.0.1";

  private Instant now = Instant.EPOCH;
  private final RequestLimits limits = new RequestLimits(4, () -> now);

  @Test
  void aKeyWithoutANumberOfItsOwnHasTheUsualOne() {
    assertThat(passes(known("a", null), HERE)).isEqualTo(4);
    assertThat(passes(known("b", 2), HERE)).isEqualTo(2);
    assertThat(passes(known("c", 7), HERE)).isEqualTo(7);
  }

  @Test
  void aSessionOfAKeyCountsAgainstTheKey() {
    Finding session =
        new Finding.InSession(
            new Identity("key:a", Role.VIEWER, null, new Identity.Key("a", null)), "proof");

    assertThat(passes(session, HERE)).isEqualTo(4);
    assertThat(limits.tooFast(known("a", null), HERE))
        .contains(new Finding.TooFast("with this key", 4, 15));
  }

  @Test
  void otherSessionsCountEachForItself() {
    for (String proof : List.of("one", "other")) {
      Finding session = new Finding.InSession(new Identity("account:kei", Role.VIEWER), proof);
      assertThat(passes(session, HERE)).isEqualTo(4);
    }
  }

  @Test
  void nobodyCountsByAddressWhateverWasPresented() {
    assertThat(passes(new Finding.Nobody(), HERE)).isEqualTo(4);
    assertThat(limits.tooFast(new Finding.Wrong(), HERE)).isPresent();
    assertThat(limits.tooFast(new Finding.Nobody(), "127.0.0.2")).isEmpty();

    now = now.plusSeconds(15);
    assertThat(limits.tooFast(new Finding.Nobody(), HERE)).isEmpty();
  }

  @Test
  void theAdminTokenIsNotCounted() {
    Finding admin = new Finding.Known(new Identity(Caller.ADMIN, Role.ADMIN));

    assertThat(passes(admin, HERE)).isEqualTo(100);
  }

  @Test
  void noneMeansAnyNumberForAllButKeysWithTheirOwn() {
    RequestLimits none = new RequestLimits(0, () -> now);

    for (Finding finding : List.of(new Finding.Nobody(), known("a", null))) {
      assertThat(passes(none, finding, HERE)).isEqualTo(100);
    }
    assertThat(passes(none, known("b", 2), HERE)).isEqualTo(2);
  }

  private static Finding known(String keyId, @Nullable Integer perMinute) {
    return new Finding.Known(
        new Identity("key:" + keyId, Role.CLIENT, null, new Identity.Key(keyId, perMinute)));
  }

  private int passes(Finding finding, String address) {
    return passes(limits, finding, address);
  }

  /// How many of a hundred requests pass.
  private static int passes(RequestLimits limits, Finding finding, String address) {
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += limits.tooFast(finding, address).isEmpty() ? 1 : 0;
    }
    return passed;
  }
}
