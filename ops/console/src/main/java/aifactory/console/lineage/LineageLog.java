package aifactory.console.lineage;

import aifactory.console.broker.FactoryBroker;
import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ParagraphsMasked;
import aifactory.event.RetractionRegistered;
import aifactory.wire.EventTail;
import aifactory.wire.Received;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what lineage needs from the log, when it is asked for: seldom, and then exactly.
@ApplicationScoped
class LineageLog {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final FactoryBroker broker;

  LineageLog(FactoryBroker broker) {
    this.broker = broker;
  }

  /// What the log says.
  ///
  /// @param register of one document, with its place, in log order per version
  ///
  /// @param masks the last of each of its versions
  record Story(
      List<Received<RetractionRegistered>> register,
      Map<String, ParagraphsMasked> masks,
      Map<String, DatasetSealed> datasets,
      List<ModelCheckpointed> checkpoints,
      List<ModelBundled> bundles) {}

  Story of(String documentId) {
    Story story =
        new Story(
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new ArrayList<>());
    try (EventTail tail =
        EventTail.named("console-lineage", broker.settings())
            .on(
                Topics.CORPUS_RETRACTED,
                EventTail.From.START,
                received -> {
                  if (received.event().getDocumentId().equals(documentId)) {
                    story.register().add(received);
                  }
                })
            .on(
                Topics.CORPUS_MASKED,
                EventTail.From.START,
                received -> {
                  if (received.event().getDocumentId().equals(documentId)) {
                    story.masks().put(received.event().getVersion(), received.event());
                  }
                })
            .on(
                Topics.DATASET_SEALED,
                EventTail.From.START,
                received -> story.datasets().put(received.event().getDatasetId(), received.event()))
            .on(
                Topics.MODEL_CHECKPOINTED,
                EventTail.From.START,
                received -> story.checkpoints().add(received.event()))
            .on(
                Topics.MODEL_BUNDLED,
                EventTail.From.START,
                received -> story.bundles().add(received.event()))
            .start()) {
      tail.awaitCaughtUp(LIMIT);
    }
    return story;
  }
}
