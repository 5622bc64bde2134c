package aifactory.console.source;

import aifactory.console.ledger.Rows;
import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Declares sources. The compacted topic is their truth, also for those declared elsewhere.
@ApplicationScoped
public class Sources {
  private final Inbox inbox;
  private final Outbox outbox;
  private final Rows rows;
  private final InstantSource clock;

  Sources(Inbox inbox, Outbox outbox, Rows rows, InstantSource clock) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.rows = rows;
    this.clock = clock;
  }

  /// Declares one; returns its id.
  @Transactional
  public String declare(SourceOrder order, String actor) {
    String address;
    String id;
    if (order.isFile()) {
      address = inbox.place(order.address().strip());
      id = order.kind() + "-" + Sha256.hex(address).substring(0, 12);
    } else {
      CanonicalUrl url = url(order.address());
      address = url.text() + branch(order);
      id = idOf(order.kind(), url, address);
    }
    String named = order.sourceId() == null ? id : order.sourceId();
    publish(named, order, address, actor);
    return named;
  }

  /// Pauses one or lets it go on, whoever declared it.
  @Transactional
  public void activate(String id, boolean active, String actor) {
    Map<String, @Nullable Object> held =
        rows.first("select * from view.source where source_id = ?", id)
            .orElseThrow(() -> ProblemException.unknown("source", id));
    SourceOrder order =
        new SourceOrder(
            id,
            String.valueOf(held.get("kind")),
            String.valueOf(held.get("address")),
            texts(held.get("scope")),
            held.get("schedule") instanceof String text ? text : null,
            held.get("weight") instanceof Number number ? number.doubleValue() : null,
            String.valueOf(held.get("licence")),
            Boolean.TRUE.equals(held.get("local_allowed")),
            held.get("max_pages") instanceof Number number ? number.longValue() : null,
            active);
    publish(id, order, order.address(), actor);
  }

  private static List<String> texts(@Nullable Object array) {
    return array instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /// Canonical URLs have no fragment; a repository's is its branch.
  private static String branch(SourceOrder order) {
    int at = order.address().indexOf('#');
    return order.kind().equals("git") && at >= 0 ? order.address().substring(at).strip() : "";
  }

  private static CanonicalUrl url(String text) {
    if (!text.strip().matches("https?://\\S+")) {
      throw ProblemException.invalid("address", "must be an http or https URL");
    }
    return CanonicalUrl.parse(text.strip())
        .orElseThrow(() -> ProblemException.invalid("address", "is not a usable URL"));
  }

  private void publish(String id, SourceOrder order, String address, String actor) {
    outbox.add(
        Topics.CRAWL_SOURCES,
        id,
        SourceDeclared.newBuilder()
            .setSourceId(id)
            .setKind(order.kind())
            .setAddress(address)
            .setScope(order.scope() == null ? List.of() : order.scope())
            .setSchedule(schedule(order.schedule()))
            .setWeight(order.weight())
            .setLicence(Objects.requireNonNullElse(order.licence(), "unknown"))
            .setLocalAllowed(order.localAllowed())
            .setMaxPages(order.maxPages())
            .setActive(order.active() == null || order.active())
            .setActor(actor)
            .setDeclaredAt(clock.instant())
            .build());
  }

  /// `web-example.org` for a site's root, with a short hash of the address below it.
  private static String idOf(String kind, CanonicalUrl url, String address) {
    String host = url.host().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    String root = url.scheme() + "://" + url.hostAndPort() + "/";
    return address.equals(root)
        ? kind + "-" + host
        : kind + "-" + host + "-" + Sha256.hex(address).substring(0, 8);
  }

  private static @Nullable String schedule(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Duration parsed = Duration.parse(text.strip());
      if (parsed.isNegative() || parsed.isZero()) {
        throw ProblemException.invalid("schedule", "must be longer than zero");
      }
      return parsed.toString();
    } catch (DateTimeParseException e) {
      throw ProblemException.invalid("schedule", "must be an ISO 8601 duration such as PT6H");
    }
  }
}
