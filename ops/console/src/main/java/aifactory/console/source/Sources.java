package aifactory.console.source;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Declares sources. The compacted topic is their truth, also for those declared elsewhere.
@ApplicationScoped
public class Sources {
  private final Outbox outbox;
  private final InstantSource clock;

  Sources(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Declares one; returns its id.
  @Transactional
  public String declare(SourceOrder order, String actor) {
    CanonicalUrl address =
        CanonicalUrl.parse(order.address())
            .orElseThrow(() -> ProblemException.invalid("address", "is not a usable URL"));
    String id = order.sourceId() == null ? idOf(order.kind(), address) : order.sourceId();
    outbox.add(
        Topics.CRAWL_SOURCES,
        id,
        SourceDeclared.newBuilder()
            .setSourceId(id)
            .setKind(order.kind())
            .setAddress(address.text())
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
    return id;
  }

  /// `web-example.org` for a site's root, with a short hash of the address below it.
  private static String idOf(String kind, CanonicalUrl address) {
    String host = address.host().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    String root = address.scheme() + "://" + address.hostAndPort() + "/";
    return address.text().equals(root)
        ? kind + "-" + host
        : kind + "-" + host + "-" + Sha256.hex(address.text()).substring(0, 8);
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
