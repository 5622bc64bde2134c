package aifactory.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Every benchmark by name: `./factory bench NAME`.
enum BenchmarkCatalogue {
  /// Time from `up` of a built tree to all parts ready, and what all parts occupy.
  UP(UpBenchmark::new, "start of the whole factory: seconds to ready, resident memory"),
  /// Decisions and speed of the published quality filters beside datatrove's. Needs `--data`.
  FILTERS(
      () -> new FilterBenchmark(data()),
      "published filters beside datatrove's: equal decisions, documents/s (--data DIR)"),
  /// Main text of pages beside trafilatura and Readability; pages from Debian. Needs `--data`.
  EXTRACTION(
      () -> new ExtractionBenchmark(data()),
      "main text of pages beside trafilatura and Readability: token F1 (--data DIR)"),
  /// Repair of misread text beside ftfy's. Downloads translations from Debian.
  NORMALISATION(
      NormalisationBenchmark::new,
      "misread text repaired beside ftfy's: clean sentences left alone, cases restored"),
  /// Identification of languages. Downloads translations from Debian.
  LANGUAGES(LanguageBenchmark::new, "languages identified, of more than a hundred"),
  /// Redaction over labelled texts.
  PERSONAL_DATA(
      PersonalDataBenchmark::new,
      "precision and recall of redaction per kind, tables of figures untouched"),
  /// Near-duplicates of texts against the curve of bands and rows. Needs `--data`.
  NEAR_DUPLICATES(
      () -> new NearDuplicateBenchmark(data()),
      "near-duplicate pairs found, by similarity, against the 14x8 curve (--data DIR)"),
  /// The corpus' flow up to a million documents.
  CORPUS_SCALE(
      CorpusScaleBenchmark::new,
      "the flow at 10,000 to 1,000,000 documents (--runs 1 to 3): rate, state, memory, restore"),
  /// The flow with and without exactly-once.
  EXACTLY_ONCE(
      ExactlyOnceBenchmark::new, "documents/s over at-least-once; p99 of body to accepted"),
  /// Whether models are the same here, in transformers and in llama.cpp. Needs `--data`.
  PARITY(
      () -> new ParityBenchmark(data()), "models here and in transformers, llama.cpp (--data DIR)"),
  /// The engine beside llama.cpp.
  SERVING(
      ServingBenchmark::new, "tokens/s beside llama.cpp: fp32, int8, int4; alone and 8 at once"),
  /// The service beside llama.cpp's server.
  SERVING_HTTP(
      ServingHttpBenchmark::new,
      "milliseconds beside llama.cpp's server: first token, between tokens; 1, 8, 32 clients"),
  /// What clients of one service cost each other.
  SERVING_SHARING(
      ServingSharingBenchmark::new,
      "long prompts beside short texts, known beginnings, a crowd beside one client"),
  /// Ten thousand answers of the service.
  SERVING_SOAK(ServingSoakBenchmark::new, "10,000 answers: growth, longest collection pause"),
  /// Texts that JSON Schemas allow. Needs `--data`.
  FORMS(
      () -> new FormBenchmark(data()),
      "answers by JSON Schema: valid ones, kept schemas, time per token (--data DIR)"),
  /// What is found, beside Lucene as it comes. Needs `--data`.
  RETRIEVAL(
      () -> new RetrievalBenchmark(data()),
      "points over Lucene's defaults: Cranfield, JaQuAD; with and without vectors (--data DIR)"),
  /// Learning and encoding beside Hugging Face's library. Needs `--data`.
  TOKENIZER(
      () -> new TokenizerBenchmark(data()), "BPE beside Hugging Face's tokenizers (--data DIR)"),
  /// Steps of the engine beside PyTorch's.
  TRAINING(TrainingBenchmark::new, "training beside PyTorch: tokens/s, equal losses"),
  /// Long runs of the engine. Needs `--data`.
  LEARNING(
      () -> new LearningBenchmark(data()),
      "2,000 steps: memory, and a text beside nanoGPT's small model (--data DIR)"),
  /// The crawler with its broker beside Scrapy, politeness off.
  CRAWL(CrawlBenchmark::new, "pages per CPU second of crawler and broker, over Scrapy's"),
  /// Freshness of planned visits beside an oracle's.
  REVISITS(RevisitBenchmark::new, "freshness over an oracle's with as many visits, simulated"),
  /// The frontier alone, with ten million URLs.
  FRONTIER(
      FrontierBenchmark::new, "10 million known URLs: heap, bytes, rate, restoring (about 40 min)");

  /// System property that holds the folder given with `--data`.
  static final String DATA = "bench.data";

  private final Supplier<Benchmark> maker;
  private final String about;

  BenchmarkCatalogue(Supplier<Benchmark> maker, String about) {
    this.maker = maker;
    this.about = about;
  }

  Benchmark make() {
    return maker.get();
  }

  /// The folder given with `--data`.
  private static Path data() {
    String given = System.getProperty(DATA);
    if (given == null) {
      throw new IllegalArgumentException(
          "this benchmark needs --data DIR, a folder of public material");
    }
    return Path.of(given).toAbsolutePath().normalize();
  }

  static BenchmarkCatalogue named(String name) {
    return Arrays.stream(values())
        .filter(entry -> entry.commandName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no benchmark '" + name + "'; there are:\n" + String.join("\n", listing())));
  }

  static List<String> listing() {
    return Arrays.stream(values())
        .map(entry -> "  %-15s %s".formatted(entry.commandName(), entry.about))
        .collect(Collectors.toList());
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
