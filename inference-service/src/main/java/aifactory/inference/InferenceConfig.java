package aifactory.inference;

import aifactory.inference.answer.AnswerSettings.ExtractiveAnswers;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;
import java.util.OptionalInt;

/// Settings of the service; `application.properties` maps each to its environment variable.
@ConfigMapping(prefix = "inference")
public interface InferenceConfig {
  /// `FACTORY_HOME`: everything the factory keeps.
  @NotBlank
  String home();

  /// `MODEL_STORE`: locations in events are relative to it.
  @NotBlank
  String modelStore();

  /// `KAFKA_BOOTSTRAP_SERVERS`.
  @NotBlank
  String bootstrapServers();

  /// `SCHEMA_REGISTRY_URL`.
  @NotBlank
  String registryUrl();

  /// `KAFKA_REPLICATION_FACTOR`: copies of topics that this service is first to need.
  @Min(1)
  @Max(9)
  @WithDefault("1")
  short replicationFactor();

  /// `USE_PRODUCTION_MODEL`: follow `production` where it exists, else `latest`; 0 = always latest.
  boolean useProductionModel();

  /// `ENABLE_RAG`: look questions up in the corpus.
  boolean enableRag();

  /// `EXTRACTIVE_ANSWERS`: auto, always or never.
  ExtractiveAnswers extractiveAnswers();

  /// `EXTRACTIVE_BELOW_PARAMETERS`: models smaller than this are not trusted to speak in auto.
  @Min(0)
  long extractiveBelowParameters();

  /// `RAG_PASSAGES`: passages looked up per question.
  @Min(1)
  @Max(50)
  int ragPassages();

  /// `MAX_GENERATE_TOKENS`: most tokens per answer of `/api/generate`.
  @Min(1)
  @Max(1 << 20)
  int maxGenerateTokens();

  /// `MAX_CONCURRENT_GENERATIONS`: answers made at once.
  @Min(1)
  @Max(256)
  int maxConcurrentGenerations();

  /// `MAX_QUEUED_GENERATIONS`: answers that may wait; more are refused with 429.
  @Min(0)
  @Max(10_000)
  int maxQueuedGenerations();

  /// `KV_CACHE_MIB`: memory for keys and values of all texts being made. Where it is short, fewer
  /// texts are made at once, then the context window is cut.
  @Min(1)
  @Max(1 << 20)
  long keyValueCacheMib();

  /// `MODEL_MEMORY_MIB`: memory for models that are asked for by name beside the served one.
  @Min(0)
  @Max(1 << 20)
  long modelMemoryMib();

  /// `PREFILL_CHUNK_TOKENS`: tokens of a prompt that are read between two tokens of the others; 0 =
  /// as many as take about 100 ms, by the model's size and `INFERENCE_THREADS`.
  @Min(0)
  @Max(4096)
  int prefillChunkTokens();

  /// `EMBEDDING_MODEL`: folder of an embedding model (sentence-transformer ONNX or static vectors);
  /// empty = none.
  Optional<String> embeddingModel();

  /// `INFERENCE_THREADS`: cores that one step uses; empty = all but one.
  OptionalInt threads();

  /// `REQUIRE_API_KEY`: only requests with a key that the console issued are answered; 0 = on
  /// loopback anybody's.
  boolean requireApiKey();

  /// `REQUESTS_PER_MINUTE`: requests that a key without a number of its own, or an address that
  /// asks without a key, may make; 0 = any number.
  @Min(0)
  @Max(1_000_000)
  int requestsPerMinute();

  /// Where this service's REST interface is, for other people's eyes.
  @NotBlank
  String address();
}
