package aifactory.walk;

import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The doors at which withdrawn text must no longer appear, and the orders that withdraw it.
final class RetractionDoors {
  static final Duration LIMIT = Duration.ofMinutes(3);
  static final Duration QUIET = Duration.ofSeconds(1);

  final FactoryRest rest;
  final TopicPicture topics;
  final StepWatch steps;

  RetractionDoors(FactoryRest rest, TopicPicture topics, StepWatch steps) {
    this.rest = rest;
    this.topics = topics;
    this.steps = steps;
  }

  /// An order that was answered with 2xx.
  ///
  /// @param cause what the register will name
  /// @param at arrival of the answer, as `System.nanoTime()`; the moment from which is measured
  /// @param clock the same on the clock of the events
  record Ordered(String cause, RetractionReason reason, long at, Instant clock) {
    static Ordered now(String cause, RetractionReason reason) {
      return new Ordered(cause, reason, System.nanoTime(), Instant.now());
    }

    Duration until(long nanos) {
      return Duration.ofNanos(Math.max(0, nanos - at));
    }
  }

  /// Sets or removes a policy that forbids a domain.
  Ordered forbid(String domain, boolean forbidden) throws Exception {
    return post(
        "/api/policies",
        forbidden
            ? "{\"domain_pattern\":\"%s\",\"allow_training\":false,\"notes\":\"walk\"}"
                .formatted(domain)
            : "{\"domain_pattern\":\"%s\",\"removed\":true}".formatted(domain),
        RetractionReason.POLICY);
  }

  /// Orders a takedown or lifts it.
  Ordered takeDown(String kind, String target, boolean inForce) throws Exception {
    return post(
        "/api/takedowns",
        "{\"target_kind\":\"%s\",\"target\":\"%s\",\"in_force\":%s,\"reason\":\"walk\"}"
            .formatted(kind, target, inForce),
        RetractionReason.TAKEDOWN);
  }

  private Ordered post(String path, String body, RetractionReason reason) throws Exception {
    FactoryRest.Answer answer = rest.post(path, body);
    Ordered ordered = Ordered.now(answer.json().path("event_id").asText(), reason);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + answer.status() + " " + answer.body());
    }
    return ordered;
  }

  /// Accepted versions that a target covers.
  List<DocumentAccepted> versions(Target target) {
    return topics.accepted().values().stream().filter(target::isIn).toList();
  }

  /// Waits until the register names each version with the order's reason and cause.
  ///
  /// @return from the order to the last of them
  Duration registered(List<DocumentAccepted> versions, Ordered ordered) {
    Await.until(
        "the register names " + versions.size() + " versions",
        LIMIT,
        () -> versions.stream().allMatch(version -> entry(version, ordered).isPresent()));
    Instant last =
        versions.stream()
            .flatMap(version -> entry(version, ordered).stream())
            .map(RetractionRegistered::getRegisteredAt)
            .max(Instant::compareTo)
            .orElse(ordered.clock());
    return between(ordered.clock(), last);
  }

  private Optional<RetractionRegistered> entry(DocumentAccepted version, Ordered ordered) {
    return topics
        .retraction(version.getVersion(), ordered.reason())
        .filter(entry ->
            entry.getInForce()
                && (ordered.cause().isEmpty() || entry.getCause().equals(ordered.cause())));
  }

  /// Waits until nothing withdraws any of them in the register.
  void allowedAgain(List<DocumentAccepted> versions) {
    Await.until(
        "the register allows " + versions.size() + " versions again",
        LIMIT,
        () -> versions.stream().noneMatch(version -> topics.isWithdrawn(version.getVersion())));
  }

  /// Waits for a dataset version that was sealed with the order in it.
  ///
  /// @return from the order to its sealing
  Duration sealed(Ordered ordered) {
    Await.until("a dataset version with the order", LIMIT, () -> with(ordered).isPresent());
    return between(ordered.clock(), with(ordered).orElseThrow().getSealedAt());
  }

  /// The first dataset version with the order in it.
  Optional<DatasetSealed> with(Ordered ordered) {
    return topics.datasets().stream()
        .filter(dataset ->
            dataset.getPolicies().stream()
                    .anyMatch(policy -> policy.getEventId().equals(ordered.cause()))
                || dataset.getTakedowns().stream()
                    .anyMatch(takedown -> takedown.getEventId().equals(ordered.cause())))
        .findFirst();
  }

  private static Duration between(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
