package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.Decision;
import aifactory.event.DocumentAccepted;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.event.SourceDeclared;
import aifactory.event.Split;
import aifactory.wire.EventProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Learning for real: English manuals from Debian's packages, taken in from a folder, trained on
/// without a stop until the rule as it comes (a score of 0.72) promotes a model. Says the curve,
/// the tokens and the hours, and how much of the held-out documents the model has seen word by
/// word. The short form takes one manual and stops at the first score.
final class LearningWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration TAKEN_IN = Duration.ofMinutes(20);
  private static final Duration LEARNED = Duration.ofHours(3);
  private static final double MAX_SHARED = 0.01;
  private static final double SECONDS_PER_HOUR = 3600;

  private final boolean whole;

  LearningWalk(Scale scale) {
    this.whole = scale == Scale.FULL;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    String[] manuals =
        whole ? new String[] {"postgresql-doc-15", "python3.11-doc"} : new String[] {"git-doc"};
    Path packages = DebianPackages.unpacked(root, manuals);
    ManualProse prose = new ManualProse(root.resolve("ops/walk/target/prose"));
    for (String manual : manuals) {
      prose.take(packages.resolve(manual));
    }
    report.saw(
        "prose of " + String.join(", ", manuals),
        "%d pages, %,d characters".formatted(prose.pages(), prose.characters()),
        "some hundred pages",
        prose.pages() > 100);
    try (ScratchFactory factory =
        ScratchFactory.start(
            root, Map.of("SAMPLES", "0"), System.getenv("WALK_KEEP_HOME") != null)) {
      factory.awaitReady(READY);
      try (TopicPicture topics = new TopicPicture(factory.kafka());
          EventProducer producer = EventProducer.open(factory.kafka(), "walk")) {
        declare(producer, root.resolve("ops/walk/target/prose"));
        long began = System.nanoTime();
        if (whole) {
          promoted(factory, topics, report, began);
        } else {
          scored(factory, topics, report, 0);
        }
        shared(topics, report);
      }
    }
  }

  private static void declare(EventProducer producer, Path folder) {
    producer.sendAndWait(
        Topics.CRAWL_SOURCES,
        "manuals",
        SourceDeclared.newBuilder()
            .setSourceId("manuals")
            .setKind("file")
            .setAddress(folder.toString())
            .setLocalAllowed(true)
            .setActor("walk")
            .setDeclaredAt(Instant.now())
            .build());
  }

  private static void promoted(
      ScratchFactory factory, TopicPicture topics, WalkReport report, long began) {
    int told = 0;
    while (topics.firstDecision(Decision.PROMOTED).isEmpty()) {
      told = scored(factory, topics, report, told);
    }
    String bundle = topics.firstDecision(Decision.PROMOTED).orElseThrow().getBundleId();
    ModelEvaluated passed =
        topics.evaluations().stream()
            .filter(evaluation -> evaluation.getBundleId().equals(bundle))
            .findFirst()
            .orElseThrow();
    report.saw(
        "promoted by the rule as it comes",
        "%s with %.4f, after %.2f hours of the factory on this machine"
            .formatted(
                bundle, passed.getScore(), (System.nanoTime() - began) / 1e9 / SECONDS_PER_HOUR),
        "0.72 or more",
        passed.getScore() >= 0.72);
  }

  /// Waits for one more score and tells it, or for the promotion behind the last one.
  private static int scored(
      ScratchFactory factory, TopicPicture topics, WalkReport report, int told) {
    Await.until(
        "a score after %d others".formatted(told),
        told == 0 ? TAKEN_IN.plus(LEARNED) : LEARNED,
        () ->
            topics.evaluations().size() > told
                || topics.firstDecision(Decision.PROMOTED).isPresent(),
        factory::warnings);
    for (ModelEvaluated score : topics.evaluations().subList(told, topics.evaluations().size())) {
      long tokens =
          topics
              .checkpoint(score.getCheckpointHash())
              .map(ModelCheckpointed::getTokensSeen)
              .orElse(0L);
      report.saw(
          "score after %,d tokens".formatted(tokens),
          "%.4f (%.3f bits per byte, %d documents held out)"
              .formatted(score.getScore(), score.getBitsPerByte(), score.getEvaluationDocuments()),
          "a score",
          score.getScore() > 0);
    }
    return topics.evaluations().size();
  }

  private static void shared(TopicPicture topics, WalkReport report) {
    List<DocumentAccepted> kept =
        topics.accepted().values().stream()
            .filter(document -> !topics.isWithdrawn(document.getVersion()))
            .toList();
    report.saw(
        "documents",
        "%d, %,d characters, of which %d held out"
            .formatted(
                kept.size(),
                kept.stream().mapToLong(DocumentAccepted::getCharacters).sum(),
                texts(kept, Split.EVALUATION).size()),
        "documents on both sides",
        !texts(kept, Split.EVALUATION).isEmpty() && !texts(kept, Split.TRAIN).isEmpty());
    SharedPhrases learned = new SharedPhrases();
    texts(kept, Split.TRAIN).forEach(learned::add);
    texts(kept, Split.EVALUATION).forEach(learned::shareOf);
    double share = learned.shareOfAll();
    report.saw(
        "phrases of 13 words of held-out documents that stand in training documents",
        "%.2f %%".formatted(100 * share),
        "less than 1 %",
        share < MAX_SHARED);
  }

  private static List<String> texts(List<DocumentAccepted> documents, Split split) {
    return documents.stream()
        .filter(document -> document.getSplit() == split)
        .map(DocumentAccepted::getText)
        .toList();
  }
}
