package aifactory.inference.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InferenceWorkTest {
  @Test
  void drainedItEndsWhatIsUnderWayAndTakesNothingNew() {
    InferenceWork work = new InferenceWork();
    assertThat(work.enter()).isTrue();
    assertThat(work.enter()).isTrue();
    assertThat(work.drain()).isTrue();
    assertThat(work.drain()).as("a second time").isFalse();
    assertThat(work.enter()).as("something new").isFalse();
    work.leave();
    assertThat(work.isDraining()).isTrue();
    work.leave();
    assertThat(work.isDraining()).isFalse();
    assertThat(work.isRunning()).isFalse();
    assertThat(work.start()).isTrue();
    assertThat(work.enter()).isTrue();
    assertThat(work.isDraining()).isFalse();
  }
}
