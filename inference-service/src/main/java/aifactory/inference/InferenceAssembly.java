package aifactory.inference;

import aifactory.inference.access.AccessKeys;
import aifactory.inference.answer.AnswerSettings;
import aifactory.inference.answer.Answerer;
import aifactory.inference.answer.GenerationQueue;
import aifactory.inference.answer.ModelNames;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.BundleInstaller;
import aifactory.inference.bundle.BundleSettings;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.generate.Generator;
import aifactory.inference.intake.Intake;
import aifactory.inference.node.InferenceWork;
import aifactory.inference.session.SessionSettings;
import aifactory.wire.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Puts the parts together, once; starts and stops what has a thread.
@ApplicationScoped
public class InferenceAssembly {
  private final InferenceConfig config;
  private final InstantSource clock = InstantSource.system();
  private final ModelSlot slot = new ModelSlot();
  private final InferenceWork work = new InferenceWork();
  private final AccessKeys keys = new AccessKeys(clock);
  private final Aliases aliases;
  private final BundleInstaller installer;
  private final Intake intake;
  private final GenerationQueue queue;

  /// Reads the settings and starts the threads.
  public InferenceAssembly(InferenceConfig config) {
    this.config = config;
    this.aliases = new Aliases(config.useProductionModel());
    this.queue =
        new GenerationQueue(config.maxConcurrentGenerations(), config.maxQueuedGenerations());
    this.installer = new BundleInstaller(slot, aliases, bundles(), clock);
    work.show("swaps", installer::installed);
    work.show("refusedBundles", installer::refused);
    this.intake = new Intake(following(), installer, keys, work, clock);
  }

  void begin(@Observes StartupEvent event) {
    work.show("queued", queue::length); // being constructed is what starts everything
  }

  void end(@Observes ShutdownEvent event) {
    intake.close();
    installer.close();
  }

  private BundleSettings bundles() {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = config.threads().orElse(Math.max(1, cores / 2));
    int stepsAtOnce = Math.max(1, (cores - 1) / Math.max(1, threads)); // one core stays free
    Path home = Path.of(config.home());
    return new BundleSettings(
        Path.of(config.modelStore()),
        home.resolve("cache/djl"),
        config.useProductionModel(),
        new SessionSettings(threads, stepsAtOnce));
  }

  private Intake.Settings following() {
    Path home = Path.of(config.home());
    return new Intake.Settings(
        new KafkaSettings(config.bootstrapServers(), config.registryUrl()),
        config.replicationFactor(),
        home.resolve("cache/index"),
        home,
        config.address());
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
    return new Answerer(
        slot,
        new ModelNames(aliases),
        intake::search,
        new Generator(new SecureRandom()),
        queue,
        settings);
  }

  @Produces
  @Singleton
  ModelSlot slot() {
    return slot;
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
