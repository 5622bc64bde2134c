package aifactory.launcher.kafka;

import aifactory.launcher.part.PlainLog;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// Main class of the broker process: formats its directory at the first start, then runs a broker
/// and its controller in this JVM until it is asked to end.
///
/// Arguments: directory, broker port, controller port.
public final class Broker {
  /// Held here because loggers are held weakly and would forget their level.
  private static final Logger SERVER_LOG = Logger.getLogger("kafka.server.KafkaRaftServer");

  private Broker() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    PlainLog.warningsOnly();
    SERVER_LOG.setLevel(Level.INFO);
    BrokerSettings settings =
        new BrokerSettings(
            directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    formatIfNew(directory);
    Properties properties = settings.properties();
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    server.awaitShutdown();
  }

  private static void formatIfNew(Path directory) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(directory);
    new Formatter()
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .setPrintStream(new PrintStream(System.err, true))
        .run();
  }
}
