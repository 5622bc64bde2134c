package aifactory.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topic.Retention;
import aifactory.contract.topic.Topics;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The view can be made again only from what is still there (ADR 0012).
final class ProjectionsTest {
  /// About now, outside the state hash.
  private static final Set<Topic<?>> PASSING = Set.of(Topics.NODE_HEARTBEATS, Topics.NODE_LOGS);

  @Test
  void whatTheViewIsMadeOfNeverExpires() {
    assertThat(
            Projections.all().stream()
                .<Topic<?>>map(Projection::topic)
                .filter(topic -> !PASSING.contains(topic))
                .filter(topic -> topic.retention() instanceof Retention.Limited)
                .map(Topic::name)
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  /// Of a compacted topic only the newest record of a key is certain: counting them would count
  /// less the next time.
  @Test
  void nothingIsCountedThatCompactionTakesAway() {
    assertThat(
            Projections.all().stream()
                .filter(each -> !(each instanceof Register))
                .<Topic<?>>map(Projection::topic)
                .filter(topic -> topic.retention() instanceof Retention.Compacted)
                .map(Topic::name)
                .collect(Collectors.toSet()))
        .isEmpty();
  }
}
