package aifactory.console.topic;

import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Topics, the records they hold, and what could not be processed.
@Path("/api")
public class TopicResource {
  private static final int MOST_RECORDS = 200;

  private final TopicSizes sizes;
  private final TopicState state;
  private final RecordBrowser browser;
  private final Replay replay;
  private final Rows rows;

  TopicResource(
      TopicSizes sizes, TopicState state, RecordBrowser browser, Replay replay, Rows rows) {
    this.sizes = sizes;
    this.state = state;
    this.browser = browser;
    this.replay = replay;
    this.rows = rows;
  }

  /// Every topic with the number of records it holds (transaction markers included); `q` filters by
  /// a part of the name.
  @GET
  @Path("/topics")
  public Map<String, Object> topics(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "topics",
        sizes.sizes().stream()
            .filter(each -> String.valueOf(each.get("name")).contains(q))
            .skip(page.offset())
            .limit(page.limit())
            .toList());
  }

  /// One topic: where its partitions begin and end, and how far behind its readers are.
  @GET
  @Path("/topics/{topic}")
  public Map<String, Object> topic(@RestPath String topic) {
    if (RecordBrowser.catalogued(topic).isEmpty()) {
      throw ProblemException.unknown("topic", topic);
    }
    TopicState.State now = state.of(topic);
    return Map.of(
        "status",
        "success",
        "topic",
        topic,
        "partitions",
        now.partitions(),
        "groups",
        now.groups());
  }

  /// Decoded records, newest first: of one partition or all, below the offset `before`, written up
  /// to the time `until` (ISO 8601), with a `key`. `complete` is false when time ran out before the
  /// whole topic was searched.
  @GET
  @Path("/topics/{topic}/records")
  public Map<String, Object> records(
      @RestPath String topic,
      @RestQuery @Min(0) @Nullable Integer partition,
      @RestQuery @Min(0) @Nullable Long before,
      @RestQuery @Nullable String until,
      @RestQuery @Nullable String key,
      @RestQuery @DefaultValue("20") @Min(1) @Max(MOST_RECORDS) int limit) {
    if (before != null && partition == null) {
      throw ProblemException.invalid("partition", "is needed with before");
    }
    RecordBrowser.Found found =
        browser.find(
            topic,
            new RecordBrowser.Wanted(
                partition, before, time(until), key == null || key.isEmpty() ? null : key, limit));
    return Map.of("status", "success", "records", found.records(), "complete", found.complete());
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw ProblemException.invalid("until", "must be a time such as 2026-01-01T00:00:00Z");
    }
  }

  /// Dead letters, newest first; `topic` filters.
  @GET
  @Path("/dead-letters")
  public Map<String, Object> deadLetters(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String topic) {
    return Map.of(
        "status",
        "success",
        "topics",
        rows.list("select topic, total, last_at from view.dead_letter_count order by total desc"),
        "dead_letters",
        rows.list(
            "select topic, partition_no, offset_no, reader, error, message, bytes, kept_at from"
                + " view.dead_letter where ? in ('', topic) order by kept_at desc limit ? offset ?",
            topic,
            page.limit(),
            page.offset()));
  }

  /// Puts a dead letter's bytes into the topic they came from once more, unchanged.
  @POST
  @Path("/dead-letters/replay")
  @Needs(Role.OPERATOR)
  public Map<String, Object> replay(@NotNull @Valid ReplayOrder order) {
    String topic = replay.of(order);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("message", "put into " + topic + " again");
    answer.put("topic", topic);
    return answer;
  }
}
