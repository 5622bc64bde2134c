package aifactory.inference;

import aifactory.inference.access.AccessKeys;
import aifactory.inference.answer.AnswerSettings;
import aifactory.inference.answer.Answerer;
import aifactory.inference.answer.Models;
import aifactory.inference.batch.BatchFigures;
import aifactory.inference.batch.BatchSettings;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.BundleInstaller;
import aifactory.inference.bundle.BundleSettings;
import aifactory.inference.bundle.ModelShelf;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.InstalledEmbedding;
import aifactory.inference.intake.Intake;
import aifactory.inference.node.InferenceWork;
import aifactory.inference.session.EmbeddingFolder;
import aifactory.inference.session.SessionSettings;
import aifactory.wire.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Puts the parts together, once; starts and stops what has a thread.
@ApplicationScoped
public class InferenceAssembly {
  /// Rows for clients of whom no text is being made, beyond those that everybody may take.
  private static final int GUEST_ROWS = 2;

  private final InferenceConfig config;
  private final InstantSource clock = InstantSource.system();
  private final ModelSlot slot = new ModelSlot();
  private final InferenceWork work = new InferenceWork();
  private final AccessKeys keys;
  private final Aliases aliases;
  private final BundleInstaller installer;
  private final ModelShelf shelf;
  private final Models models;
  private final Optional<Embedding> embedding;
  private final Intake intake;

  /// Reads the settings and starts the threads.
  public InferenceAssembly(InferenceConfig config) {
    this.config = config;
    this.keys = new AccessKeys(clock, config.requireApiKey(), config.requestsPerMinute());
    this.aliases = new Aliases(config.useProductionModel());
    this.installer = new BundleInstaller(slot, aliases, bundles(), clock);
    this.shelf = new ModelShelf(bundles(), config.modelMemoryMib() << 20);
    this.models = new Models(slot, aliases, shelf);
    work.show("swaps", installer::installed);
    work.show("besides", () -> shelf.loaded().size());
    work.show("refusedBundles", installer::refused);
    this.embedding =
        config
            .embeddingModel()
            .map(folder ->
                EmbeddingFolder.open(
                    Path.of(folder), Path.of(config.home()).resolve("cache/djl"), 1));
    this.intake = new Intake(following(), installer, shelf, keys, work, clock);
  }

  void begin(@Observes StartupEvent event) {
    // Being constructed is what starts everything.
    work.show("queued", () -> slot.figures().map(BatchFigures::waiting).orElse(0));
  }

  void end(@Observes ShutdownEvent event) {
    intake.close();
    installer.close();
    shelf.close();
    embedding.ifPresent(Embedding::close);
  }

  private BundleSettings bundles() {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = config.threads().orElse(Math.max(1, cores - 1)); // one core stays free
    int rows = config.maxConcurrentGenerations();
    long cacheBytes = config.keyValueCacheMib() << 20;
    Path home = Path.of(config.home());
    return new BundleSettings(
        Path.of(config.modelStore()),
        home.resolve("cache/djl"),
        new SessionSettings(threads, rows + GUEST_ROWS, cacheBytes),
        new BatchSettings(rows, GUEST_ROWS, config.maxQueuedGenerations()),
        config.prefillChunkTokens());
  }

  private Intake.Settings following() {
    Path home = Path.of(config.home());
    return new Intake.Settings(
        new KafkaSettings(config.bootstrapServers(), config.registryUrl()),
        config.replicationFactor(),
        home.resolve("cache/index"),
        home,
        config.address(),
        embedding);
  }

  @Produces
  @Singleton
  Answerer answerer() {
    AnswerSettings settings =
        new AnswerSettings(
            config.enableRag(),
            config.extractiveAnswers(),
            config.ragPassages(),
            config.extractiveBelowParameters());
    return new Answerer(models, intake::search, settings);
  }

  @Produces
  @Singleton
  InstalledEmbedding embeddings() {
    return new InstalledEmbedding(embedding);
  }

  @Produces
  @Singleton
  ModelSlot slot() {
    return slot;
  }

  @Produces
  @Singleton
  Models models() {
    return models;
  }

  @Produces
  @Singleton
  Aliases aliases() {
    return aliases;
  }

  @Produces
  @Singleton
  Intake intake() {
    return intake;
  }

  @Produces
  @Singleton
  InferenceWork work() {
    return work;
  }

  @Produces
  @Singleton
  AccessKeys keys() {
    return keys;
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return clock;
  }
}
