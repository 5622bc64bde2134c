package aifactory.trainer.loop;

import aifactory.event.ModelCheckpointed;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The process that [KilledTrainingTest] kills: trains to step 60, prints `step weights-hash` of
/// every checkpoint, and meets a second dataset version once step 20 was reached.
final class KilledTraining {
  private static final int SECOND_DATASET_AT = 20;
  private static final int END = 60;

  private KilledTraining() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Path home = Path.of(arguments[0]);
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    boolean[] grown = {Files.exists(home.resolve("grown"))};
    if (grown[0]) {
      shop.grow(20);
    }
    shop.announcer.onCheckpoint =
        checkpoint -> {
          out.println(checkpoint.getStep() + " " + checkpoint.getCheckpointHash());
          if (checkpoint.getStep() >= SECOND_DATASET_AT && !grown[0]) {
            grown[0] = true;
            grow(shop, home, checkpoint);
          }
          if (checkpoint.getStep() >= END) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1000)).run();
  }

  private static void grow(SmallWorkshop shop, Path home, ModelCheckpointed checkpoint) {
    try {
      Files.writeString(home.resolve("grown"), checkpoint.getCheckpointHash());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    shop.grow(20);
  }
}
