package aifactory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PromoteCommandTest {
  @Test
  void withoutWordsTheBestIsPromotedByTheRule() {
    PromoteCommand.Order order = PromoteCommand.Order.of(List.of());

    assertThat(order.path()).isEqualTo("/api/models/promote");
    assertThat(order.body().has("bundle_id")).isFalse();
    assertThat(order.body().path("force").asBoolean()).isFalse();
    assertThat(order.body().path("reason").asText()).isNotBlank();
  }

  @Test
  void aBundleIsForcedWithAReason() {
    PromoteCommand.Order order =
        PromoteCommand.Order.of(List.of("abcdef01", "--force", "--reason", "a demonstration"));

    assertThat(order.body().path("bundle_id").asText()).isEqualTo("abcdef01");
    assertThat(order.body().path("force").asBoolean()).isTrue();
    assertThat(order.body().path("reason").asText()).isEqualTo("a demonstration");
  }

  @Test
  void goesBack() {
    assertThat(PromoteCommand.Order.of(List.of("--rollback", "--json")).path())
        .isEqualTo("/api/models/rollback");
  }

  @Test
  void forceWithoutAReasonAndUnknownWordsAreNotUnderstood() {
    assertThatThrownBy(() -> PromoteCommand.Order.of(List.of("--force")))
        .hasMessageContaining("--force needs a reason");
    assertThatThrownBy(() -> PromoteCommand.Order.of(List.of("--hurry")))
        .hasMessageContaining("usage");
    assertThatThrownBy(() -> PromoteCommand.Order.of(List.of("abcdef01", "abcdef02")))
        .hasMessageContaining("usage");
  }
}
