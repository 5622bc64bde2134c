package aifactory.crawler.frontier;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.frontier.UrlState.Status;
import aifactory.crawler.frontier.VisitPlan.NextVisit;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.FetchOutcome.Meaning;
import aifactory.event.FetchEnded;
import aifactory.event.UrlDiscovered;
import java.util.Optional;

/// Takes facts in: a URL was discovered, an attempt ended. Validates before it changes anything, so
/// that a record which is refused leaves no trace.
final class Frontier {
  /// Failures in a row after which a host is left alone for growing times.
  private static final int PATIENCE = 3;

  private static final long FIRST_BACK_OFF_MILLIS = 1000;
  private static final int MAX_BACK_OFF_DOUBLINGS = 9;

  /// New URLs of the same minute are ordered by priority, not by the millisecond of their
  /// discovery.
  private static final long ORDER_MILLIS = 60_000;

  /// Seeds go first.
  private static final float SEED_PRIORITY = Float.MAX_VALUE;

  private final FrontierState state;
  private final SourceTerms.Lookup sources;
  private final FrontierSettings settings;
  private final LearnedTraps traps;

  Frontier(FrontierState state, SourceTerms.Lookup sources, FrontierSettings settings) {
    this.state = state;
    this.sources = sources;
    this.settings = settings;
    this.traps = new LearnedTraps(state);
  }

  /// @throws IllegalArgumentException when the URL is not canonical or not of that host
  void discovered(String host, UrlDiscovered found, long now) {
    requireOfHost(host, found.getUrl());
    byte[] hash = Keys.hash(found.getUrl());
    Optional<UrlState> known = state.url(hash);
    if (known.isPresent() && !found.getSeed()) {
      return; // seen: the usual case, and the reason why it comes first
    }
    if (known.isEmpty() && isBeyondLimits(host, found, now)) {
      return;
    }
    HostState hostState = state.host(host);
    if (known.isEmpty()) {
      state.totals.add(FrontierCount.SEEN, 1);
      float priority = found.getSeed() ? SEED_PRIORITY : (float) found.getPriority();
      UrlState fresh = UrlState.fresh(now - now % ORDER_MILLIS, priority);
      state.enqueue(host, hostState, hash, fresh, queued(found, 1));
    } else {
      revisitSeed(host, hostState, hash, known.get(), found, now);
    }
    state.put(host, hostState);
  }

  /// @throws IllegalArgumentException when the host is not the URL's or the outcome has no known
  ///   name
  void ended(String host, FetchEnded ended, long now) {
    requireOfHost(host, ended.getUrl());
    FetchOutcome outcome =
        FetchOutcome.named(ended.getOutcome())
            .orElseThrow(
                () -> new IllegalArgumentException("unknown outcome " + ended.getOutcome()));
    byte[] hash = Keys.hash(ended.getUrl());
    Optional<UrlState> known = state.url(hash).filter(url -> url.status() == Status.IN_FLIGHT);
    Optional<OpenAttempt> attempt =
        known
            .flatMap(url -> state.openAttempts.at(url.at(), hash))
            .filter(open -> open.attemptId().equals(ended.getAttemptId()));
    if (known.isEmpty() || attempt.isEmpty()) {
      state.totals.add(FrontierCount.STALE, 1);
      return;
    }
    state.openAttempts.remove(known.get().at(), hash);
    state.totals.add(FrontierCount.IN_FLIGHT, -1);
    HostState hostState = state.host(host);
    hostState.inFlight--;
    learn(hostState, outcome, ended, now);
    settle(host, hostState, hash, known.get(), attempt.get(), outcome, ended, now);
    if (hostState.queued > 0) {
      state.agenda.wake(host, hostState, Math.max(now, hostState.nextAllowedAt));
    }
    state.put(host, hostState);
  }

  private boolean isBeyondLimits(String host, UrlDiscovered found, long now) {
    if (found.getDepth() > settings.maxDepth()) {
      state.totals.add(FrontierCount.TOO_DEEP, 1);
      return true;
    }
    if (!found.getSeed() && UrlTraps.isOne(found.getUrl(), found.getDepth(), now)) {
      state.totals.add(FrontierCount.TRAPPED, 1);
      return true;
    }
    if (!found.getSeed() && traps.isOne(host, found.getUrl(), found.getFoundOn())) {
      state.totals.add(FrontierCount.TRAPPED, 1);
      return true;
    }
    SourceTerms terms = sources.of(found.getSourceId());
    if (state.pagesOf(host, found.getSourceId()) >= terms.maxPages()) {
      state.totals.add(FrontierCount.OVER_BUDGET, 1);
      return true;
    }
    return false;
  }

  /// A source names a URL that is known: it comes to the front. While it is being fetched, that is
  /// noted with the attempt, which may have been made on other terms.
  private void revisitSeed(
      String host, HostState hostState, byte[] hash, UrlState url, UrlDiscovered seed, long now) {
    if (url.status() == Status.IN_FLIGHT) {
      state
          .openAttempts
          .at(url.at(), hash)
          .ifPresent(
              open -> state.openAttempts.add(url.at(), hash, open.followedBy(queued(seed, 1))));
      return;
    }
    if (url.status() == Status.QUEUED) {
      state.dequeue(host, hostState, Keys.place(url.at(), url.priority(), hash));
    } else {
      state.totals.add(FrontierCount.ENDED, -1);
    }
    state.enqueue(host, hostState, hash, first(url, now), queued(seed, 1));
  }

  private static UrlState first(UrlState url, long now) {
    return url.queued(now - now % ORDER_MILLIS, SEED_PRIORITY);
  }

  /// What an outcome tells of the host.
  private void learn(HostState host, FetchOutcome outcome, FetchEnded ended, long now) {
    if (ended.getAddress() != null) {
      host.address = ended.getAddress();
    }
    Long delay = ended.getDelayMillis();
    if (delay != null && outcome.delaysOnce()) {
      host.nextAllowedAt = Math.max(host.nextAllowedAt, now + delay);
    } else if (delay != null) {
      host.askedDelayMillis = delay;
    }
    if (outcome.meaning() != Meaning.TRANSIENT) {
      host.failuresInRow = outcome.meaning() == Meaning.POSTPONED ? host.failuresInRow : 0;
      return;
    }
    host.failuresInRow++;
    int excess =
        outcome == FetchOutcome.THROTTLED ? host.failuresInRow : host.failuresInRow - PATIENCE;
    if (excess > 0) {
      long backOff = FIRST_BACK_OFF_MILLIS << Math.min(excess - 1, MAX_BACK_OFF_DOUBLINGS);
      host.nextAllowedAt = Math.max(host.nextAllowedAt, now + backOff);
    }
  }

  private void settle(
      String host,
      HostState hostState,
      byte[] hash,
      UrlState url,
      OpenAttempt attempt,
      FetchOutcome outcome,
      FetchEnded ended,
      long now) {
    QueuedUrl target = attempt.target();
    if (url.visits() == 0 && outcome.meaning() != Meaning.TAKEN) {
      state.addPages(host, target.sourceId(), -1); // counted when it was handed out
    }
    UrlState visited =
        switch (outcome.meaning()) {
          case TAKEN ->
              url.taken(now, ended.getEtag(), ended.getLastModified(), ended.getContentHash());
          case UNCHANGED -> url.foundUnchanged(now);
          case ASIDE, POSTPONED, TRANSIENT, PERMANENT -> url;
        };
    QueuedUrl seed = attempt.seed();
    if (seed != null) {
      long time = now + settings.visits().toSeed(outcome).toMillis();
      UrlState again = time == now ? first(visited, now) : visited.queued(time, SEED_PRIORITY);
      state.enqueue(host, hostState, hash, again, seed);
      return;
    }
    plan(host, hostState, hash, visited, target, outcome, now);
  }

  /// Queues the next visit that the outcome leads to, if any.
  private void plan(
      String host,
      HostState hostState,
      byte[] hash,
      UrlState visited,
      QueuedUrl target,
      FetchOutcome outcome,
      long now) {
    NextVisit next = settings.visits().after(outcome, target.attempt(), visited.history());
    switch (next) {
      case NextVisit.Revisit(var after) ->
          state.enqueue(host, hostState, hash, later(visited, now, after), target.withAttempt(1));
      case NextVisit.Retry(var after) -> {
        state.totals.add(FrontierCount.RETRIED, 1);
        QueuedUrl again = target.withAttempt(target.attempt() + 1);
        state.enqueue(host, hostState, hash, later(visited, now, after), again);
      }
      case NextVisit.Resume() ->
          state.enqueue(host, hostState, hash, visited.queued(now, visited.priority()), target);
      case NextVisit.Never() -> {
        state.put(hash, visited.ended());
        state.totals.add(FrontierCount.ENDED, 1);
      }
    }
  }

  private static UrlState later(UrlState url, long now, java.time.Duration after) {
    return url.queued(now + after.toMillis(), url.priority());
  }

  private static QueuedUrl queued(UrlDiscovered found, int attempt) {
    return new QueuedUrl(found.getUrl(), found.getSourceId(), found.getDepth(), attempt);
  }

  /// The key decides the partition, so a URL under another host's key would be seen twice.
  private static void requireOfHost(String host, String url) {
    CanonicalUrl canonical =
        CanonicalUrl.parse(url)
            .orElseThrow(() -> new IllegalArgumentException("not an http(s) URL: " + url));
    if (!canonical.text().equals(url)) {
      throw new IllegalArgumentException("not canonical: " + url + " is " + canonical.text());
    }
    if (!canonical.hostAndPort().equals(host)) {
      throw new IllegalArgumentException("key is " + host + " but the URL is " + url);
    }
  }
}
