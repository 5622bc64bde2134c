package aifactory.contract.policy;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PolicyTableTest {
  private static final String DOCUMENT = "d1";

  @Test
  void permitsWhatNoPolicyNames() {
    assertThat(ruling(PolicyTable.EMPTY, "example.org", "web").permits()).isTrue();
  }

  @Test
  void coversSubdomainsButNotNamesThatOnlyEndAlike() {
    PolicyTable table = PolicyTable.EMPTY.with(policy("x.com", "any", false));

    assertThat(ruling(table, "x.com", "web").withdrawn()).isEqualTo(RetractionReason.POLICY);
    assertThat(ruling(table, "www.x.com", "web").permits()).isFalse();
    assertThat(ruling(table, "netflix.com", "web").permits()).isTrue();
  }

  @Test
  void letsTheLongestPatternWin() {
    PolicyTable table =
        PolicyTable.EMPTY
            .with(policy("example.org", "any", false))
            .with(policy("docs.example.org", "any", true));

    assertThat(ruling(table, "docs.example.org", "web").permits()).isTrue();
    assertThat(ruling(table, "blog.example.org", "web").permits()).isFalse();
  }

  @Test
  void prefersThePolicyOfTheSourceTypeForTheSamePattern() {
    PolicyTable table =
        PolicyTable.EMPTY
            .with(policy("github.com", "any", true))
            .with(policy("github.com", "docs", false));

    assertThat(ruling(table, "github.com", "docs").permits()).isFalse();
    assertThat(ruling(table, "github.com", "web").permits()).isTrue();
  }

  @Test
  void forgetsRemovedPoliciesAndLiftedTakedowns() {
    PolicySet removal =
        PolicySet.newBuilder(policy("x.com", "any", false)).setRemoved(true).build();
    PolicyTable table =
        PolicyTable.EMPTY
            .with(policy("x.com", "any", false))
            .with(removal)
            .with(takedown(TakedownTarget.DOMAIN, "y.com", true))
            .with(takedown(TakedownTarget.DOMAIN, "y.com", false));

    assertThat(ruling(table, "x.com", "web").permits()).isTrue();
    assertThat(ruling(table, "y.com", "web").permits()).isTrue();
  }

  @Test
  void takesDownDocumentsUrlsAndDomains() {
    PolicyTable byDocument =
        PolicyTable.EMPTY.with(takedown(TakedownTarget.DOCUMENT, DOCUMENT, true));
    PolicyTable byUrl =
        PolicyTable.EMPTY.with(takedown(TakedownTarget.URL, "http://a.example/", true));
    PolicyTable byDomain = PolicyTable.EMPTY.with(takedown(TakedownTarget.DOMAIN, "example", true));

    assertThat(ruling(byDocument, "a.example", "web").withdrawn())
        .isEqualTo(RetractionReason.TAKEDOWN);
    assertThat(ruling(byUrl, "a.example", "web").permits()).isFalse();
    assertThat(ruling(byDomain, "a.example", "web").permits()).isFalse();
    assertThat(ruling(byUrl, "b.example", "web").permits()).isTrue();
  }

  private static PolicyTable.Ruling ruling(PolicyTable table, String domain, String sourceType) {
    return table.ruling(DOCUMENT, "http://" + domain + "/", domain, sourceType);
  }

  private static PolicySet policy(String pattern, String sourceType, boolean allow) {
    return PolicySet.newBuilder()
        .setEventId("e-" + pattern)
        .setPattern(pattern)
        .setSourceType(sourceType)
        .setAllowTraining(allow)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static TakedownOrdered takedown(TakedownTarget kind, String target, boolean inForce) {
    return TakedownOrdered.newBuilder()
        .setEventId("t-" + target)
        .setTargetKind(kind)
        .setTarget(target)
        .setInForce(inForce)
        .setOrderedAt(Instant.EPOCH)
        .build();
  }
}
