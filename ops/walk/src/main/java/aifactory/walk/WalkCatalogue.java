package aifactory.walk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Every walk by name: `./factory walk NAME`.
enum WalkCatalogue {
  /// The main job once, from a page to an answer.
  DEMO(DemoWalk::new, "the main job once: crawl, train, refuse, promote, answer, forbid"),

  /// Every part killed while the flow moves; the corpus must be the undisturbed run's.
  CRASH(CrashWalk::new, "each part killed -9 while the flow moves, the corpus compared"),

  /// Preprocess alone, killed under load; what comes out must be the undisturbed run's.
  CORPUS_KILLS(
      CorpusKillsWalk::new,
      "preprocess killed -9 twenty times under load, the broker once: the corpus compared"),

  /// The trainer killed at random moments; the model must be the undisturbed run's, bit for bit.
  TRAINING_KILLS(
      TrainingKillsWalk::new, "the trainer killed -9 twenty times, the model's hash compared"),

  /// A real text learned until the rule as it comes lets the model pass. Downloads manuals.
  LEARNING(
      LearningWalk::new,
      "English manuals learned until the default rule promotes: curve, tokens, hours"),

  /// Every kind of bad input at every door: each a reason, a counter, a dead letter, and the flow
  /// goes on.
  BAD_INPUT(
      _ -> new BadInputWalk(),
      "malformed pages, endless answers, garbage records, broken requests"),

  /// The model changed again and again under constant traffic.
  HOT_SWAP(HotSwapWalk::new, "100 changes of the model under traffic: no answer failed or mixed"),

  /// Pages at a steady rate: from a body to a search hit.
  FRESHNESS(FreshnessWalk::new, "100 pages a second: milliseconds from body to search hit"),

  /// OpenAI's clients and LangChain4j, unmodified. Installs them from their registries.
  SDK(_ -> new SdkWalk(), "OpenAI's Python and Node clients and LangChain4j against our API"),

  /// Text taken out of a working factory, in every way there is, and given back.
  RETRACTION(
      RetractionWalk::new, "orders against text while everything runs: gone from every door"),

  /// Kafka, Postgres and the console itself taken away while orders are given.
  CONSOLE_KILLS(
      ConsoleKillsWalk::new, "orders while Kafka, Postgres and the console die: each once"),

  /// The console of a large factory.
  CONSOLE_SCALE(
      ConsoleScaleWalk::new, "a million events: rate, the same view again, the overview's time"),

  /// The console's pages in a real browser.
  CONSOLE_PAGES(
      ConsolePagesWalk::new, "pages of a full factory in Chromium: first paint, a long curve"),

  /// The 24-node configuration, its orders, a lost node and a worker that joins.
  NODES(NodesWalk::new, "24 nodes: orders acknowledged in 2 s, one lost, a worker joins"),

  /// A simulated web with traps and traps' neighbours, crawled politely and in the end whole.
  WEB(
      scale -> new WebWalk(scale, 1),
      "hundreds of simulated hosts: polite, out of traps, complete, by their log"),

  /// The same with three crawlers, one of them killed and one joining on the way.
  WEB_NODES(
      scale -> new WebWalk(scale, 3),
      "the same with three crawlers: one is killed, one joins, the first is killed too");

  private final Function<Scale, Walk> maker;
  private final String about;

  WalkCatalogue(Function<Scale, Walk> maker, String about) {
    this.maker = maker;
    this.about = about;
  }

  Walk make(Scale scale) {
    return maker.apply(scale);
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static WalkCatalogue named(String name) {
    return Arrays.stream(values())
        .filter(entry -> entry.commandName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no walk '" + name + "'; there are:\n" + String.join("\n", listing())));
  }

  static List<String> listing() {
    return Arrays.stream(values())
        .map(entry -> "  %-15s %s".formatted(entry.commandName(), entry.about))
        .toList();
  }
}
