package aifactory.launcher.kafka;

import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.JavaCommand;
import aifactory.launcher.part.Part;
import aifactory.launcher.part.ReadyCheck;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The broker as a part. It counts as ready when every topic of the catalogue exists.
public final class KafkaPart {
  public static final String NAME = "kafka";

  private static final int HEAP_MEGABYTES = 224;
  private static final short ONE_COPY = 1;

  private KafkaPart() {}

  /// @param directory where the log lies
  public static Part in(
      Path directory, int port, int controllerPort, KafkaSettings clients, AotCaches caches) {
    return new Part(
        NAME,
        "127.0.0.1:" + port,
        JavaCommand.withHeap(HEAP_MEGABYTES)
            .quickStart()
            .cached(caches, NAME)
            .running(
                System.getProperty("java.class.path"),
                Broker.class,
                directory.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort)),
        Map.of(),
        Set.of(),
        Part.Preparation.NONE,
        () -> ReadyCheck.accepts(port) && hasTopics(clients),
        Part.StopSignal.TERMINATE);
  }

  private static boolean hasTopics(KafkaSettings clients) {
    TopicCreation.createMissing(clients, ONE_COPY);
    return true;
  }
}
