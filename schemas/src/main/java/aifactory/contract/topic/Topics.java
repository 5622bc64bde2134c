package aifactory.contract.topic;

import aifactory.contract.topic.Topic.Retention;
import aifactory.event.AccessKeyIssued;
import aifactory.event.AliasMoved;
import aifactory.event.ArtifactPublished;
import aifactory.event.CommandAcknowledged;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.DocumentRejected;
import aifactory.event.FetchDue;
import aifactory.event.FetchEnded;
import aifactory.event.GenerationServed;
import aifactory.event.JobFinished;
import aifactory.event.JobProgressed;
import aifactory.event.JobRequested;
import aifactory.event.LotAsked;
import aifactory.event.LotGranted;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelDecided;
import aifactory.event.ModelEvaluated;
import aifactory.event.ModelExamined;
import aifactory.event.NodeBeat;
import aifactory.event.NodeCommanded;
import aifactory.event.NodeConfigured;
import aifactory.event.NodeLogged;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PolicySet;
import aifactory.event.RetractionRegistered;
import aifactory.event.SourceDeclared;
import aifactory.event.TakedownOrdered;
import aifactory.event.TotalsCounted;
import aifactory.event.UrlDiscovered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/// Every topic of the factory. Adding one is one constant here and its place in [#ALL].
public final class Topics {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /// Topics whose order or whole content one reader needs have one partition.
  private static final int ONE = 1;

  /// Topics that carry the flow are spread, so that services can share the work.
  private static final int FLOW = 4;

  private static final Retention FOREVER = new Retention.Forever();
  private static final Retention COMPACTED = new Retention.Compacted();
  private static final Retention MONTH = new Retention.Limited(Duration.ofDays(30), -1);
  private static final Retention DAY = new Retention.Limited(Duration.ofDays(1), -1);

  // spotless:off : one topic per block, read as a table
  public static final Topic<SourceDeclared> CRAWL_SOURCES =
      new Topic<>("crawl.sources", "source id", SourceDeclared.class, SourceDeclared.getClassSchema(),
          ONE, COMPACTED, 64 * KIB, List.of("console", "command line"), List.of("crawler"),
          "A source as the user wants it: kind, address, schedule, weight, licence, state.");
  public static final Topic<UrlDiscovered> CRAWL_DISCOVERED =
      new Topic<>("crawl.discovered", "host", UrlDiscovered.class, UrlDiscovered.getClassSchema(),
          FLOW, MONTH, 64 * KIB, List.of("fetcher", "collectors", "console"), List.of("frontier"),
          "A URL was found or seeded, with source, depth, priority.");
  public static final Topic<LotAsked> CRAWL_ASKED =
      new Topic<>("crawl.asked", "\"cycle\"", LotAsked.class, LotAsked.getClassSchema(),
          ONE, DAY, 64 * KIB, List.of("frontier"), List.of("frontier"),
          "A partition of the frontier has URLs due and no pages of the cycle left.");
  public static final Topic<LotGranted> CRAWL_CYCLES =
      new Topic<>("crawl.cycles", "partition", LotGranted.class, LotGranted.getClassSchema(),
          FLOW, FOREVER, 64 * KIB, List.of("frontier"), List.of("frontier", "console"),
          "A cycle of the crawl began, or pages of it went to a partition: number, budget, pages.");
  public static final Topic<FetchDue> CRAWL_DUE =
      new Topic<>("crawl.due", "address of the host", FetchDue.class, FetchDue.getClassSchema(),
          FLOW, MONTH, 64 * KIB, List.of("frontier"), List.of("fetcher"),
          "A URL may be fetched now.");
  public static final Topic<FetchEnded> CRAWL_OUTCOMES =
      new Topic<>("crawl.outcomes", "host", FetchEnded.class, FetchEnded.getClassSchema(),
          FLOW, FOREVER, 64 * KIB, List.of("fetcher"), List.of("frontier", "console"),
          "How an attempt ended: status, validators, size, times, reason, delay asked for.");
  public static final Topic<DocumentFetched> CRAWL_DOCUMENTS =
      new Topic<>("crawl.documents", "URL", DocumentFetched.class, DocumentFetched.getClassSchema(),
          FLOW, new Retention.Limited(Duration.ofDays(30), 5L * KIB * MIB), 12 * MIB,
          List.of("fetcher", "collectors", "foreign producers"), List.of("preprocess"),
          "Raw bytes of a document, with content type, source and licence evidence.");
  public static final Topic<PolicySet> POLICY_SOURCES =
      new Topic<>("policy.sources", "domain pattern", PolicySet.class, PolicySet.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("console"), List.of("preprocess", "trainer", "inference"),
          "A policy for a domain was set or removed.");
  public static final Topic<DocumentAccepted> CORPUS_ACCEPTED =
      new Topic<>("corpus.accepted", "document id", DocumentAccepted.class, DocumentAccepted.getClassSchema(),
          FLOW, FOREVER, 12 * MIB, List.of("preprocess"), List.of("trainer", "inference", "console", "foreign consumers"),
          "A version of a document became corpus: clean text, language, quality, weight, split.");
  public static final Topic<DocumentRejected> CORPUS_REJECTED =
      new Topic<>("corpus.rejected", "document id", DocumentRejected.class, DocumentRejected.getClassSchema(),
          FLOW, FOREVER, 64 * KIB, List.of("preprocess"), List.of("console"),
          "A document did not become corpus: named reason, measure, threshold, place of the raw record.");
  public static final Topic<RetractionRegistered> CORPUS_RETRACTED =
      new Topic<>("corpus.retracted", "document id", RetractionRegistered.class, RetractionRegistered.getClassSchema(),
          FLOW, FOREVER, 64 * KIB, List.of("preprocess"), List.of("trainer", "inference", "console"),
          "Register per version: withdrawn or allowed again, reason, actor.");
  public static final Topic<ParagraphsMasked> CORPUS_MASKED =
      new Topic<>("corpus.masked", "document id", ParagraphsMasked.class, ParagraphsMasked.getClassSchema(),
          ONE, FOREVER, 4 * MIB, List.of("preprocess"), List.of("trainer", "console"),
          "Register per version: paragraphs that dataset versions leave out, because another document holds them.");
  public static final Topic<TakedownOrdered> CORPUS_TAKEDOWN =
      new Topic<>("corpus.takedown", "target", TakedownOrdered.class, TakedownOrdered.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("console", "command line"), List.of("preprocess", "trainer", "inference"),
          "A person asked for the removal of a URL, document or domain, or lifted it.");
  public static final Topic<TotalsCounted> CORPUS_TOTALS =
      new Topic<>("corpus.totals", "dimension", TotalsCounted.class, TotalsCounted.getClassSchema(),
          ONE, COMPACTED, 64 * KIB, List.of("preprocess"), List.of("console"),
          "Exact counts and bytes by source, domain, language, reason.");
  public static final Topic<DatasetSealed> DATASET_SEALED =
      new Topic<>("dataset.sealed", "dataset id", DatasetSealed.class, DatasetSealed.getClassSchema(),
          ONE, FOREVER, 4 * MIB, List.of("preprocess"), List.of("trainer", "console"),
          "A dataset version: offset ranges, policies, counts, content hash.");
  public static final Topic<JobRequested> JOB_REQUESTED =
      new Topic<>("job.requested", "job id", JobRequested.class, JobRequested.getClassSchema(),
          ONE, FOREVER, MIB, List.of("console", "command line"), List.of("trainer"),
          "Somebody asked for a job: train, evaluate, export, fine-tune, recipe.");
  public static final Topic<JobProgressed> JOB_PROGRESSED =
      new Topic<>("job.progressed", "job id", JobProgressed.class, JobProgressed.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("trainer"), List.of("console"),
          "A job moved: phase, step, metrics.");
  public static final Topic<JobFinished> JOB_FINISHED =
      new Topic<>("job.finished", "job id", JobFinished.class, JobFinished.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("trainer"), List.of("console"),
          "A job ended: succeeded, failed, cancelled, rolled back.");
  public static final Topic<ModelCheckpointed> MODEL_CHECKPOINTED =
      new Topic<>("model.checkpointed", "checkpoint hash", ModelCheckpointed.class, ModelCheckpointed.getClassSchema(),
          ONE, FOREVER, MIB, List.of("trainer"), List.of("console"),
          "A checkpoint was written: files, step, journal, tokenizer, losses.");
  public static final Topic<ModelBundled> MODEL_BUNDLED =
      new Topic<>("model.bundled", "bundle id", ModelBundled.class, ModelBundled.getClassSchema(),
          ONE, FOREVER, 4 * MIB, List.of("trainer"), List.of("console"),
          "A servable bundle was exported from a checkpoint.");
  public static final Topic<ModelEvaluated> MODEL_EVALUATED =
      new Topic<>("model.evaluated", "bundle id", ModelEvaluated.class, ModelEvaluated.getClassSchema(),
          ONE, FOREVER, MIB, List.of("trainer"), List.of("console"),
          "The scores of exactly that bundle on exactly that evaluation set.");
  public static final Topic<ModelExamined> MODEL_EXAMINED =
      new Topic<>("model.examined", "checkpoint hash", ModelExamined.class, ModelExamined.getClassSchema(),
          ONE, FOREVER, MIB, List.of("command line"), List.of("console"),
          "What a model answered to tasks that somebody asked it; decides nothing.");
  public static final Topic<ModelDecided> MODEL_DECISIONS =
      new Topic<>("model.decisions", "bundle id", ModelDecided.class, ModelDecided.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("console's gate"), List.of("all"),
          "Promoted, refused, forced, rolled back, tainted, demoted; actor, evaluation, rule.");
  public static final Topic<AliasMoved> MODEL_ALIASES =
      new Topic<>("model.aliases", "alias", AliasMoved.class, AliasMoved.getClassSchema(),
          ONE, COMPACTED, 64 * KIB, List.of("trainer", "console's gate"), List.of("inference", "console"),
          "What latest, best and production mean now.");
  public static final Topic<ArtifactPublished> ARTIFACT_PUBLISHED =
      new Topic<>("artifact.published", "artifact name", ArtifactPublished.class, ArtifactPublished.getClassSchema(),
          ONE, FOREVER, MIB, List.of("trainer"), List.of("console"),
          "An artifact's manifest.");
  public static final Topic<AccessKeyIssued> ACCESS_KEYS =
      new Topic<>("access.keys", "key hash", AccessKeyIssued.class, AccessKeyIssued.getClassSchema(),
          ONE, COMPACTED, 64 * KIB, List.of("console"), List.of("inference"),
          "An API key's hash, role, limits and expiry.");
  public static final Topic<NodeBeat> NODE_HEARTBEATS =
      new Topic<>("node.heartbeats", "node id", NodeBeat.class, NodeBeat.getClassSchema(),
          ONE, DAY, 64 * KIB, List.of("all"), List.of("console"),
          "A node is alive: state, load, counters.");
  public static final Topic<NodeConfigured> NODE_SETTINGS =
      new Topic<>("node.settings", "node id", NodeConfigured.class, NodeConfigured.getClassSchema(),
          ONE, COMPACTED, 64 * KIB, List.of("all"), List.of("console"),
          "The settings a node began with and where each comes from; no secrets.");
  public static final Topic<NodeCommanded> NODE_COMMANDS =
      new Topic<>("node.commands", "target", NodeCommanded.class, NodeCommanded.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("console"), List.of("all"),
          "Somebody asked nodes to start, stop or drain.");
  public static final Topic<CommandAcknowledged> NODE_ACKNOWLEDGED =
      new Topic<>("node.acknowledged", "node id", CommandAcknowledged.class, CommandAcknowledged.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("all"), List.of("console"),
          "A node did what a command asked.");
  public static final Topic<NodeLogged> NODE_LOGS =
      new Topic<>("node.logs", "node id", NodeLogged.class, NodeLogged.getClassSchema(),
          ONE, DAY, 64 * KIB, List.of("all"), List.of("console"),
          "A log line of a node.");
  public static final Topic<GenerationServed> GENERATION_SERVED =
      new Topic<>("generation.served", "request id", GenerationServed.class, GenerationServed.getClassSchema(),
          ONE, FOREVER, 64 * KIB, List.of("inference"), List.of("console"),
          "An answer was given: tokens, latency, bundle, versions cited.");
  // spotless:on

  /// The catalogue, in flow order.
  public static final List<Topic<? extends SpecificRecord>> ALL =
      List.of(
          CRAWL_SOURCES,
          CRAWL_DISCOVERED,
          CRAWL_ASKED,
          CRAWL_CYCLES,
          CRAWL_DUE,
          CRAWL_OUTCOMES,
          CRAWL_DOCUMENTS,
          POLICY_SOURCES,
          CORPUS_ACCEPTED,
          CORPUS_REJECTED,
          CORPUS_RETRACTED,
          CORPUS_MASKED,
          CORPUS_TAKEDOWN,
          CORPUS_TOTALS,
          DATASET_SEALED,
          JOB_REQUESTED,
          JOB_PROGRESSED,
          JOB_FINISHED,
          MODEL_CHECKPOINTED,
          MODEL_BUNDLED,
          MODEL_EVALUATED,
          MODEL_EXAMINED,
          MODEL_DECISIONS,
          MODEL_ALIASES,
          ARTIFACT_PUBLISHED,
          ACCESS_KEYS,
          NODE_HEARTBEATS,
          NODE_SETTINGS,
          NODE_COMMANDS,
          NODE_ACKNOWLEDGED,
          NODE_LOGS,
          GENERATION_SERVED);

  private Topics() {}

  /// The topic of that name, if the catalogue has it.
  public static Optional<Topic<? extends SpecificRecord>> named(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
