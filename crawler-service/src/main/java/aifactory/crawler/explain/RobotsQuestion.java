package aifactory.crawler.explain;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.StatusMeaning;
import aifactory.crawler.politeness.RobotsPolicy;
import aifactory.crawler.politeness.RobotsRules;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Whether a robots.txt lets a crawler fetch a URL.
final class RobotsQuestion implements Question {
  private static final int OK = 200;
  private static final int FIRST_ERROR = 300;
  private static final Duration RETRY = Duration.ofMinutes(5);

  private final Duration maxDelay;

  /// @param maxDelay longest Crawl-delay that is obeyed
  RobotsQuestion(Duration maxDelay) {
    this.maxDelay = maxDelay;
  }

  @Override
  public String name() {
    return "robots";
  }

  @Override
  public String usage() {
    return "{\"robots\"|\"robots_base64\",\"agent\",\"url\",\"status\"?}"
        + " -> {\"allowed\",\"rule\",\"crawl_delay\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    RobotsPolicy policy = new RobotsPolicy(Asked.text(asked, "agent"), maxDelay, RETRY);
    RobotsRules rules = policy.rules(outcome(asked), status(asked), "status", body(asked), null);
    RobotsRules.Permission permission = rules.permission(Asked.text(asked, "url"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("allowed", permission.allowed());
    answer.put("rule", permission.rule().orElse(null));
    if (rules.delay().isPresent()) {
      double seconds = rules.delay().get().toMillis() / 1000.0;
      if (seconds == Math.rint(seconds)) {
        answer.put("crawl_delay", Math.round(seconds));
      } else {
        answer.put("crawl_delay", seconds);
      }
    } else {
      answer.putNull("crawl_delay");
    }
    return answer;
  }

  /// 0 and null stand for a host that does not answer.
  private static int status(JsonNode asked) {
    return asked.has("status") ? asked.get("status").asInt(0) : OK;
  }

  private static FetchOutcome outcome(JsonNode asked) {
    int status = status(asked);
    if (status == 0) {
      return FetchOutcome.CONNECT_FAILED;
    }
    return status >= OK && status < FIRST_ERROR ? FetchOutcome.FETCHED : StatusMeaning.of(status);
  }

  private static byte[] body(JsonNode asked) {
    return asked.has("robots_base64")
        ? Asked.bytes(asked, "robots_base64")
        : Asked.optional(asked, "robots").orElse("").getBytes(StandardCharsets.UTF_8);
  }
}
