package aifactory.crawler.publish;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.event.UrlDiscovered;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Publishes attempts with the offsets they answer, one transaction per batch. One thread.
public final class AttemptPublisher implements AutoCloseable {
  private final EventProducer producer;
  private final ToldLinks links = new ToldLinks();

  /// @param transactionalId fixed per node, so that a restart fences the dead predecessor
  public AttemptPublisher(KafkaSettings settings, String transactionalId) {
    this.producer = EventProducer.transactional(settings, transactionalId);
  }

  public void publish(
      List<Attempted> batch,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    List<UrlDiscovered> told = new ArrayList<>();
    try {
      for (Attempted attempted : batch) {
        told.addAll(send(attempted));
      }
      producer.sendOffsets(offsets, group);
      producer.commitTransaction();
      links.told(told);
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  private List<UrlDiscovered> send(Attempted attempted) {
    DocumentFetched document = attempted.document();
    if (document != null) {
      producer.send(Topics.CRAWL_DOCUMENTS, document.getUrl(), document);
    }
    List<UrlDiscovered> news = links.news(attempted.discovered());
    for (UrlDiscovered found : news) {
      producer.send(Topics.CRAWL_DISCOVERED, found.getHost(), found);
    }
    producer.send(Topics.CRAWL_OUTCOMES, attempted.ended().getHost(), attempted.ended());
    return news;
  }

  private void abort(RuntimeException cause) {
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      cause.addSuppressed(e); // fenced: the transaction is not ours any more
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
