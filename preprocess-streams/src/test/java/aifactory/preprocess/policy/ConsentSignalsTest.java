package aifactory.preprocess.policy;

import static aifactory.preprocess.document.RejectionReason.CONSENT_NOAI;
import static aifactory.preprocess.document.RejectionReason.CONSENT_NOINDEX;
import static aifactory.preprocess.document.RejectionReason.CONSENT_TDM_RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsentSignalsTest {
  @Test
  void everySignalHasItsName() {
    assertThat(ConsentSignals.refusal(Map.of())).isEmpty();
    assertThat(ConsentSignals.refusal(Map.of("robots", "index, follow"))).isEmpty();
    assertThat(ConsentSignals.refusal(Map.of("robots", "NOINDEX"))).contains(CONSENT_NOINDEX);
    assertThat(ConsentSignals.refusal(Map.of("x-robots-tag", "googlebot: none")))
        .contains(CONSENT_NOINDEX);
    assertThat(ConsentSignals.refusal(Map.of("robots", "noindex, NoAI"))).contains(CONSENT_NOAI);
    assertThat(ConsentSignals.refusal(Map.of("tdm-reservation", "1")))
        .contains(CONSENT_TDM_RESERVED);
    assertThat(ConsentSignals.refusal(Map.of("tdm-reservation", "0"))).isEmpty();
    assertThat(ConsentSignals.refusal(Map.of("robots", "noimageindex, nofollow"))).isEmpty();
  }

  @Test
  void onlyTheDomainsThatAnOrderNamesAreWalked() {
    PolicyTable before = PolicyTable.EMPTY.with(policy("a.example"));
    PolicyTable after =
        before.with(policy("b.example")).with(takedown(TakedownTarget.URL, "https://c.example/x"));

    assertThat(PolicyChange.between(before, after).domains())
        .containsExactly("b.example", "c.example");
    assertThat(PolicyChange.between(before, after).everything()).isFalse();
    assertThat(PolicyChange.between(after, before).domains())
        .containsExactly("b.example", "c.example");
    assertThat(
            PolicyChange.between(before, before.with(takedown(TakedownTarget.DOCUMENT, "ab")))
                .everything())
        .isTrue();
  }

  private static PolicySet policy(String pattern) {
    return PolicySet.newBuilder()
        .setEventId(pattern)
        .setPattern(pattern)
        .setAllowTraining(false)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static TakedownOrdered takedown(TakedownTarget kind, String target) {
    return TakedownOrdered.newBuilder()
        .setEventId(target)
        .setTargetKind(kind)
        .setTarget(target)
        .setInForce(true)
        .setOrderedAt(Instant.EPOCH)
        .build();
  }
}
