package aifactory.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.Split;
import aifactory.trainer.dataset.CachedDocument.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class OrderLogTest {
  private static final Origin FREE = origin("http://a.example/1");
  private static final Origin FORBIDDEN = origin("http://www.forbidden.example/1");
  private final OrderLog orders = new OrderLog();

  @Test
  void forbidsAtOnceWhatAPolicyForbids() {
    assertThat(orders.current().permits(FORBIDDEN)).isTrue();
    orders.add(4, BatchDrawTest.forbid());

    assertThat(orders.current().permits(FORBIDDEN)).isFalse();
    assertThat(orders.current().permits(FREE)).isTrue();
    assertThat(orders.now().position().policies()).isEqualTo(5);
  }

  @Test
  void makesTheMaskOfAnEarlierMomentAgain() {
    orders.add(0, 10, retraction(RetractionReason.CHANGED, true));
    MaskPosition before = orders.now().position();
    orders.add(4, BatchDrawTest.forbid());
    orders.add(0, 11, retraction(RetractionReason.CHANGED, false));

    assertThat(orders.at(before).permits(FORBIDDEN)).isTrue();
    assertThat(orders.at(before).permits(FREE)).isFalse();
    assertThat(orders.current().permits(FREE)).isTrue();
  }

  @Test
  void keepsAVersionWithdrawnUntilNoReasonIsLeft() {
    orders.add(0, 0, retraction(RetractionReason.NEAR_DUPLICATE, true));
    orders.add(0, 1, retraction(RetractionReason.CONSENT, true));
    orders.add(0, 2, retraction(RetractionReason.NEAR_DUPLICATE, false));
    assertThat(orders.current().permits(FREE)).isFalse();

    orders.add(0, 3, retraction(RetractionReason.CONSENT, false));
    assertThat(orders.current().permits(FREE)).isTrue();
  }

  @Test
  void aDomainFlippedManyTimesKeepsEveryMomentAndForgetsNoReason() {
    for (int i = 0; i < 2000; i++) {
      orders.add(i % 4, i, retraction(RetractionReason.POLICY, i % 2 == 0));
    }
    MaskPosition all = orders.now().position();

    assertThat(orders.current().permits(FREE)).isTrue();
    assertThat(orders.at(all).permits(FREE)).isEqualTo(orders.current().permits(FREE));
    assertThat(orders.at(new MaskPosition(0, 0, java.util.Map.of(0, 1L))).permits(FREE)).isFalse();
  }

  private static RetractionRegistered retraction(RetractionReason reason, boolean inForce) {
    return RetractionRegistered.newBuilder()
        .setDocumentId(FREE.documentId())
        .setVersion(FREE.version())
        .setInForce(inForce)
        .setReason(reason)
        .setUrl(FREE.url())
        .setDomain(FREE.domain())
        .setRegisteredAt(Instant.EPOCH)
        .build();
  }

  private static Origin origin(String url) {
    return CachedDocument.originOf(InMemoryCorpusLog.document(url, "text", Split.TRAIN, 1));
  }
}
