package aifactory.console.topic;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;

/// Topics and what could not be processed.
@Path("/api")
public class TopicResource {
  private final TopicSizes sizes;
  private final Rows rows;

  TopicResource(TopicSizes sizes, Rows rows) {
    this.sizes = sizes;
    this.rows = rows;
  }

  /// Every topic with the number of records it holds (transaction markers included).
  @GET
  @Path("/topics")
  public Map<String, Object> topics() {
    return Map.of("status", "success", "topics", sizes.sizes());
  }

  /// Dead letters, newest first.
  @GET
  @Path("/dead-letters")
  public Map<String, Object> deadLetters(@BeanParam @Valid Page page) {
    return Map.of(
        "status",
        "success",
        "topics",
        rows.list("select topic, total, last_at from view.dead_letter_count order by total desc"),
        "dead_letters",
        rows.list(
            "select topic, partition_no, offset_no, reader, error, message, bytes, kept_at from"
                + " view.dead_letter order by kept_at desc limit ? offset ?",
            page.limit(),
            page.offset()));
  }
}
