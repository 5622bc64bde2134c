package aifactory.crawler.publish;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.topic.Topics;
import aifactory.crawler.collector.Findings;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import aifactory.event.UrlDiscovered;
import aifactory.wire.EventProducer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Publishes what the collectors of one visit find. One thread per visit.
public final class FindingPublisher implements Findings {
  private static final int MAX_UNCONFIRMED = 64;

  private final EventProducer producer;
  private final Source source;
  private final InstantSource clock;
  private final List<Future<?>> unconfirmed = new ArrayList<>();

  public FindingPublisher(EventProducer producer, Source source, InstantSource clock) {
    this.producer = producer;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public void url(CanonicalUrl url, int depth, boolean seed) {
    UrlDiscovered found =
        UrlDiscovered.newBuilder()
            .setUrl(url.text())
            .setHost(url.hostAndPort())
            .setSourceId(source.id())
            .setDepth(depth)
            .setPriority(1.0 / (1 + depth))
            .setSeed(seed)
            .setDiscoveredAt(clock.instant())
            .build();
    sent(producer.send(Topics.CRAWL_DISCOVERED, found.getHost(), found));
  }

  @Override
  public void document(DocumentFetched document) {
    sent(producer.send(Topics.CRAWL_DOCUMENTS, document.getUrl(), document));
  }

  private void sent(Future<?> confirmation) {
    unconfirmed.add(confirmation);
    if (unconfirmed.size() >= MAX_UNCONFIRMED) {
      confirm();
    }
  }

  @Override
  public void confirm() {
    producer.flush();
    for (Future<?> confirmation : unconfirmed) {
      try {
        confirmation.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while publishing findings", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("could not publish findings", e.getCause());
      }
    }
    unconfirmed.clear();
  }
}
