package aifactory.console.node;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.feed.EventIntake;
import aifactory.console.outbox.ChangeCapture;
import aifactory.console.setting.ConsoleConfig;
import aifactory.event.NodeSetting;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.node.NodeWork;
import aifactory.node.SettingsInForce;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The console as a node of type management. It cannot be paused: then nobody could start the
/// factory again.
@ApplicationScoped
public class ConsoleNode implements NodeWork {
  private final ConsoleConfig config;
  private final FactoryBroker broker;
  private final EventIntake intake;
  private final ChangeCapture capture;
  private final InstantSource clock;
  private final String address;
  private @Nullable NodeAgent agent;

  ConsoleNode(
      ConsoleConfig config,
      FactoryBroker broker,
      EventIntake intake,
      ChangeCapture capture,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.broker = broker;
    this.intake = intake;
    this.capture = capture;
    this.clock = clock;
    this.address = "http://%s:%d".formatted(host, port);
  }

  /// Joins the factory.
  public synchronized void join() {
    agent = new NodeAgent(identity(), broker.settings(), this, clock);
  }

  private NodeIdentity identity() {
    return NodeIdentity.persistent(config.home(), "management", "console", address);
  }

  /// Its id, which stays over restarts.
  public String nodeId() {
    return identity().nodeId();
  }

  /// Leaves it.
  public synchronized void leave() {
    NodeAgent joined = agent;
    if (joined != null) {
      joined.close();
    }
    agent = null;
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
    return true;
  }

  @Override
  public List<NodeSetting> settings() {
    return SettingsInForce.all();
  }

  @Override
  public Map<String, Long> counters() {
    return Map.of(
        "eventsApplied", intake.applied(),
        "deadLetters", intake.poisoned(),
        "ordersPublished", capture.published());
  }
}
