package aifactory.launcher;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.launcher.declare.SourceGuess;
import aifactory.launcher.part.ReadyCheck;
import aifactory.launcher.registry.RegistryPart;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.time.InstantSource;
import java.util.List;

/// `add URL|FEED|FILE|DIR [--allow-local]`: declares a source.
record AddCommand(FactorySettings settings) {
  private static final String ALLOW_LOCAL = "--allow-local";

  int run(List<String> words) {
    List<String> addresses = words.stream().filter(word -> !word.equals(ALLOW_LOCAL)).toList();
    if (addresses.size() != 1 || addresses.getFirst().startsWith("--")) {
      throw new IllegalArgumentException("usage: ./factory add URL|FEED|FILE|DIR [--allow-local]");
    }
    if (!ReadyCheck.accepts(settings.port(Port.KAFKA))) {
      System.err.println("the factory is not running; start it with ./factory up");
      return 1;
    }
    SourceDeclared source =
        SourceGuess.of(
            addresses.getFirst(), words.contains(ALLOW_LOCAL), InstantSource.system().instant());
    KafkaSettings kafka =
        new KafkaSettings(
            "127.0.0.1:" + settings.port(Port.KAFKA),
            RegistryPart.url(settings.port(Port.REGISTRY)));
    try (EventProducer producer = EventProducer.open(kafka, "command-line")) {
      producer.sendAndWait(Topics.CRAWL_SOURCES, source.getSourceId(), source);
    }
    System.out.println(
        "added %s source %s: %s"
            .formatted(source.getKind(), source.getSourceId(), source.getAddress()));
    return 0;
  }
}
