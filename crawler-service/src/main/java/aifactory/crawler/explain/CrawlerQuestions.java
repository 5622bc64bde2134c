package aifactory.crawler.explain;

import aifactory.explain.ExplainCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Everything that the crawler can be asked. A plain main class: no broker, no service.
public final class CrawlerQuestions {
  /// As `CRAWLER_MAX_DELAY_SEC` without a setting.
  private static final long MAX_DELAY_SECONDS = 60;

  private CrawlerQuestions() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.exit(
        command(System.getenv().get("CRAWLER_MAX_DELAY_SEC"), out).run(System.in, arguments));
  }

  private static ExplainCommand command(
      @org.jspecify.annotations.Nullable String maxDelay, PrintStream out) {
    long seconds = maxDelay == null ? MAX_DELAY_SECONDS : Long.parseLong(maxDelay.strip());
    return new ExplainCommand(
        List.of(
            new UrlQuestion(),
            new RobotsQuestion(Duration.ofSeconds(seconds)),
            new AddressQuestion(),
            new FeedQuestion(),
            new SitemapQuestion(),
            new CharsetQuestion()),
        out,
        System.err);
  }
}
