package aifactory.trainer;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Settings of the trainer, each under the name of its environment variable (see
/// `application.properties`).
@ConfigMapping(prefix = "trainer")
public interface TrainerConfig {
  /// `FACTORY_HOME`.
  Path home();

  /// `MODEL_STORE`.
  Path modelStore();

  /// `HTTP_HOST`.
  String host();

  /// `TRAINER_PORT`.
  int port();

  /// `KAFKA_REPLICATION_FACTOR`.
  @Min(1)
  short replicationFactor();

  /// `TRAIN_CONTINUOUS`: 1 = train without being asked.
  @Pattern(regexp = "[01]")
  String continuous();

  /// `AUTO_TUNE`: 1 = what is not set is chosen by the machine.
  @Pattern(regexp = "[01]")
  String autoTune();

  /// `MODEL_SIZE`; empty = chosen.
  Optional<@Pattern(regexp = "(?i)nano|tiny|small|base|medium|gpt-(small|medium|large)") String>
      size();

  /// Overrides of the size's suggestions.
  Overrides overrides();

  Start start();

  Loop loop();

  Engine engine();

  /// Overrides; empty = what the size suggests.
  interface Overrides {
    /// `TRAIN_VOCAB_SIZE`.
    @Min(300)
    OptionalInt vocabulary();

    /// `TRAIN_SEQ_LEN`.
    @Min(8)
    OptionalInt sequence();

    /// `TRAIN_LR`.
    @Positive
    OptionalDouble learningRate();

    /// `TRAIN_N_LAYER`.
    @Min(1)
    OptionalInt layers();

    /// `TRAIN_N_HEAD`.
    @Min(1)
    OptionalInt heads();

    /// `TRAIN_N_EMBD`.
    @Min(8)
    OptionalInt width();

    /// `VAL_EVAL_BATCHES`.
    @Min(1)
    OptionalInt validationBatches();
  }

  /// When to begin.
  interface Start {
    /// `TRAIN_MIN_CHARS_TO_START`.
    @Min(1)
    long minCharacters();

    /// `TRAIN_MIN_CHARS_WHEN_QUIET`.
    @Min(1)
    long minCharactersWhenQuiet();

    /// `TRAIN_QUIET_SEC`.
    @DecimalMin("0")
    double quietSeconds();
  }

  /// How to go round.
  interface Loop {
    /// `TRAIN_STEPS_PER_CYCLE`.
    @Min(1)
    int stepsPerCycle();

    /// `TRAIN_BATCH_SIZE`; empty = chosen.
    @Min(1)
    OptionalInt rows();

    /// `TRAIN_GRAD_ACCUM_STEPS`.
    @Min(1)
    int parts();

    /// `TRAIN_WARMUP_STEPS`.
    @Min(0)
    int warmupSteps();

    /// `TRAIN_WEIGHT_DECAY`.
    @DecimalMin("0")
    double weightDecay();

    /// `TRAIN_SEED`.
    long seed();

    /// `VAL_EVAL_EVERY`.
    @Min(1)
    int validateEvery();

    /// `EARLY_STOPPING_PATIENCE`.
    @Min(1)
    int patience();

    /// `TRAIN_RETRY_MAX`.
    @Min(0)
    @Max(100)
    int retryMax();

    /// `TRAIN_RETRY_BACKOFF_SEC`.
    @DecimalMin("0")
    double retryBackoffSeconds();

    /// `BUNDLE_AT`; empty = after the first cycle.
    Optional<Long> bundleAt();

    /// `BUNDLE_EVERY_STEPS`.
    @Min(1)
    long bundleEvery();

    /// `CHECKPOINTS_KEPT`.
    @Min(1)
    int checkpointsKept();

    /// `EVALUATION_BYTES_PER_LANGUAGE`.
    @Min(1000)
    long evaluationBytesPerLanguage();

    /// `EVAL_ITEMS_PER_LANGUAGE`; 0 = no tasks.
    @Min(0)
    int evaluationItemsPerLanguage();

    /// `ENABLE_CPU_QUANTIZATION`.
    @Pattern(regexp = "[01]")
    String quantized();
  }

  /// Processor use.
  interface Engine {
    /// `PYTORCH_CPU_THREADS`; empty = one core left free.
    @Min(1)
    OptionalInt threads();

    /// `SPM_NUM_THREADS`; empty = one core left free.
    @Min(1)
    OptionalInt tokenizerThreads();

    /// `TRAIN_INSTRUCTION_SET`; empty = the run's, or else the widest of the processor.
    Optional<@Pattern(regexp = "default|avx2|avx512") String> instructionSet();

    /// `TRAIN_DEVICE`.
    @Pattern(regexp = "cpu|cuda:\\d+")
    String device();

    /// `ENABLE_TORCH_COMPILE`.
    @Pattern(regexp = "[01]")
    String compiled();
  }
}
