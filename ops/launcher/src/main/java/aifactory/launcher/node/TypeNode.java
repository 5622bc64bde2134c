package aifactory.launcher.node;

import aifactory.launcher.part.PlainLog;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.node.NodeWork;
import aifactory.wire.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Main class of a node that has no engine: of a type that has none yet, or one more of a type
/// whose group's first node is the service itself (several of those on one machine would only hold
/// the same model several times). It is there, beats, obeys and acknowledges, says `no artifact`
/// and answers nothing.
///
/// Arguments: home, type, number, file to write once it beats.
public final class TypeNode implements NodeWork {
  private TypeNode() {}

  public static void main(String[] arguments) throws Exception {
    PlainLog.warningsOnly();
    Path home = Path.of(arguments[0]);
    String name = arguments[1] + "-" + arguments[2];
    CountDownLatch ended = new CountDownLatch(1);
    NodeIdentity identity = NodeIdentity.persistent(home, arguments[1], name, "");
    NodeAgent agent =
        new NodeAgent(
            identity, KafkaSettings.fromEnvironment(), new TypeNode(), InstantSource.system());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  agent.close();
                  ended.countDown();
                }));
    Files.writeString(Path.of(arguments[3]), identity.nodeId());
    ended.await();
  }

  @Override
  public boolean start() {
    return false;
  }

  @Override
  public boolean stop() {
    return false;
  }

  @Override
  public boolean isRunning() {
    return false;
  }

  @Override
  public Map<String, Long> counters() {
    return Map.of();
  }

  @Override
  public String note() {
    return "no artifact";
  }
}
