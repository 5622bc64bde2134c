package aifactory.launcher.flow;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.NodeAction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiskGuardTest {
  private final List<NodeAction> sent = new ArrayList<>();
  private long free = 1000;
  private final DiskGuard guard = new DiskGuard(100, () -> free, sent::add);

  @Test
  void aFullDiskPausesTheFlowOnceAndRoomLetsItGoOn() {
    assertThat(guard.look()).isEmpty();

    free = 99;
    assertThat(guard.look().orElse("")).contains("paused");
    assertThat(guard.look()).isEmpty();
    assertThat(sent).containsExactly(NodeAction.STOP);

    free = 120; // not enough room yet to be worth going on
    assertThat(guard.look()).isEmpty();

    free = 200;
    assertThat(guard.look().orElse("")).contains("goes on");
    assertThat(sent).containsExactly(NodeAction.STOP, NodeAction.START);
  }
}
