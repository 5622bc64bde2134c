package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class MachineUseTest {
  @Test
  void aPeakThatWasMeasuredOnABusyMachineIsMeasuredAgain() {
    Queue<Double> measured = new ArrayDeque<>(List.of(100.0, 400.0, 420.0));
    MachineUse use = new MachineUse(measured::remove);

    assertThat(use.at(50)).isEqualTo(0.5);
    assertThat(use.at(80)).as("not measured twice").isEqualTo(0.8);
    assertThat(use.at(200)).isEqualTo(0.5);
    assertThat(use.at(500)).as("what it did, it can do").isEqualTo(1);
    assertThat(use.at(250)).isEqualTo(0.5);
    assertThat(measured).isEmpty();
  }
}
