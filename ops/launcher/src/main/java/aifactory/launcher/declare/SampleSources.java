package aifactory.launcher.declare;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Declares the sample sites, once: a site that somebody paused stays paused.
public final class SampleSources {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LICENCE = "EPL-2.0";

  private final KafkaSettings kafka;
  private final InstantSource clock;

  public SampleSources(KafkaSettings kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /// @param addresses start page by host
  /// @return hosts that were declared now
  public List<String> declareMissing(Map<String, String> addresses) {
    Map<String, String> known = known();
    List<String> declared = new ArrayList<>();
    try (EventProducer producer = EventProducer.open(kafka, "launcher-sources")) {
      addresses.forEach((host, address) -> {
        if (!address.equals(known.get(host))) {
          producer.sendAndWait(Topics.CRAWL_SOURCES, host, source(host, address));
          declared.add(host);
        }
      });
    }
    return declared;
  }

  private SourceDeclared source(String host, String address) {
    return SourceDeclared.newBuilder()
        .setSourceId(host)
        .setKind("web")
        .setAddress(address)
        .setLicence(LICENCE)
        .setLocalAllowed(true)
        .setActor("launcher")
        .setDeclaredAt(clock.instant())
        .build();
  }

  private Map<String, String> known() {
    Map<String, String> known = new ConcurrentHashMap<>();
    try (EventTail tail =
        EventTail.named("launcher-known-sources", kafka)
            .on(
                Topics.CRAWL_SOURCES,
                EventTail.From.START,
                received ->
                    known.put(received.event().getSourceId(), received.event().getAddress()))
            .start()) {
      tail.awaitCaughtUp(LIMIT);
    }
    return known;
  }
}
