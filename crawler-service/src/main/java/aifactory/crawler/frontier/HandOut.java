package aifactory.crawler.frontier;

import aifactory.crawler.frontier.FrontierSettings.HostLimits;
import aifactory.crawler.frontier.HostQueue.Waiting;
import aifactory.event.FetchDue;
import aifactory.event.LotAsked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The clock's round: hands out what is due, host by host, within what each host allows, and hands
/// out again what nobody reported. Bounded work per round.
final class HandOut {
  /// A paused source's URLs move this far back, a few per look, so that they neither block their
  /// host nor keep the frontier busy.
  private static final long PARKED_MILLIS = 300_000;

  private static final long PARKED_LOOK_MILLIS = 10_000;
  private static final int MAX_LOOK = 64;

  private final FrontierState state;
  private final SourceTerms.Lookup sources;
  private final FrontierSettings settings;
  private final BiConsumer<String, FetchDue> due;

  /// @param due takes the key and the event of each attempt
  HandOut(
      FrontierState state,
      SourceTerms.Lookup sources,
      FrontierSettings settings,
      BiConsumer<String, FetchDue> due) {
    this.state = state;
    this.sources = sources;
    this.settings = settings;
    this.due = due;
  }

  /// Returns whether anything changed.
  boolean round(long now) {
    int repeated = repeatLost(now, settings.handOutsPerRound());
    long room = settings.maxInFlight() - inFlight();
    int wanted = (int) Math.min(settings.handOutsPerRound() - repeated, room);
    int left = state.lot.upTo(wanted);
    if (left <= 0) {
      return repeated > 0; // hosts that are due wait where they are, at no cost
    }
    int before = left;
    List<String> hosts = state.agenda.due(now, left);
    for (String host : hosts) {
      HostState hostState = state.host(host);
      state.agenda.sleep(host, hostState);
      if (left > 0) {
        left -= handOut(host, hostState, left, now);
      } else {
        state.agenda.wake(host, hostState, now);
      }
      state.put(host, hostState);
    }
    return repeated > 0 || left < before || !hosts.isEmpty();
  }

  /// What to ask of the keeper of cycles: something is due and nothing may be handed out.
  Optional<LotAsked> question(long now) {
    return state.lot.upTo(1) > 0 || !state.agenda.isDue(now)
        ? Optional.empty()
        : state.lot.question(now);
  }

  private long inFlight() {
    return state.totals.of(FrontierCount.IN_FLIGHT);
  }

  /// The same attempt under the same id, with a new deadline: whichever report comes first counts.
  private int repeatLost(long now, int max) {
    List<OpenAttempts.Overdue> lost = state.openAttempts.overdue(now, max);
    for (OpenAttempts.Overdue overdue : lost) {
      byte[] hash = overdue.hash();
      OpenAttempt attempt = overdue.attempt();
      state.openAttempts.remove(overdue.deadline(), hash);
      UrlState url =
          state
              .url(hash)
              .orElseThrow(() -> new IllegalStateException("open attempt of an unseen URL"));
      state.totals.add(FrontierCount.LOST, 1);
      open(hash, url, url.handOuts(), attempt, state.host(attempt.host()), now);
    }
    return lost.size();
  }

  /// Hands out up to `room` URLs of a host and puts the host back on the agenda.
  private int handOut(String host, HostState hostState, int room, long now) {
    int free =
        Math.max(settings.publicHosts().inFlight(), settings.localHosts().inFlight())
            - hostState.inFlight;
    if (free <= 0 && hostState.inFlight > 0) {
      return 0; // the next outcome wakes it
    }
    int look = Math.min(room, MAX_LOOK);
    List<Waiting> head = state.queue.head(host, hostState, look + 1);
    if (head.isEmpty()) {
      return 0;
    }
    boolean local = sources.of(head.getFirst().queued().sourceId()).local();
    HostLimits limits = settings.limits(local);
    long interval = Math.max(limits.interval().toMillis(), hostState.askedDelayMillis);
    int handedOut = 0;
    int parked = 0;
    for (Waiting waiting : head.subList(0, Math.min(look, head.size()))) {
      if (waiting.due() > now
          || hostState.nextAllowedAt > now
          || hostState.inFlight >= limits.inFlight()) {
        break;
      }
      if (isWithheld(host, waiting)) {
        park(host, hostState, waiting, now);
        parked++;
      } else {
        handOut(host, hostState, waiting, now);
        hostState.nextAllowedAt = now + interval;
        handedOut++;
      }
    }
    lookAgain(host, hostState, limits, parked == MAX_LOOK, now);
    return handedOut + parked;
  }

  private void lookAgain(
      String host, HostState hostState, HostLimits limits, boolean onlyParked, long now) {
    if (hostState.inFlight >= limits.inFlight()) {
      return; // the next outcome wakes it
    }
    List<Waiting> next = state.queue.head(host, hostState, 1);
    if (!next.isEmpty()) {
      long earliest = onlyParked ? now + PARKED_LOOK_MILLIS : now;
      long time = Math.max(next.getFirst().due(), Math.max(hostState.nextAllowedAt, earliest));
      state.agenda.wake(host, hostState, time);
    }
  }

  private boolean isWithheld(String host, Waiting waiting) {
    SourceTerms terms = sources.of(waiting.queued().sourceId());
    if (!terms.active()) {
      return true;
    }
    boolean first = state.url(waiting.hash()).map(url -> url.visits() == 0).orElse(false);
    return first && state.pagesOf(host, waiting.queued().sourceId()) >= terms.maxPages();
  }

  private void park(String host, HostState hostState, Waiting waiting, long now) {
    state.dequeue(host, hostState, waiting.place());
    state
        .url(waiting.hash())
        .ifPresent(url ->
            state.enqueue(
                host,
                hostState,
                waiting.hash(),
                url.queued(now + PARKED_MILLIS, url.priority()),
                waiting.queued()));
  }

  private void handOut(String host, HostState hostState, Waiting waiting, long now) {
    byte[] hash = waiting.hash();
    UrlState url =
        state.url(hash).orElseThrow(() -> new IllegalStateException("queued URL was never seen"));
    state.dequeue(host, hostState, waiting.place());
    if (url.visits() == 0) {
      state.addPages(host, waiting.queued().sourceId(), 1);
    }
    int handOuts = url.handOuts() + 1;
    String attemptId = Keys.hex(Keys.hash(waiting.queued().url() + " " + handOuts));
    state.lot.take();
    hostState.inFlight++;
    state.totals.add(FrontierCount.IN_FLIGHT, 1);
    state.totals.add(FrontierCount.HANDED_OUT, 1);
    OpenAttempt attempt = new OpenAttempt(attemptId, host, waiting.queued(), null);
    open(hash, url, handOuts, attempt, hostState, now);
  }

  private void open(
      byte[] hash, UrlState url, int handOuts, OpenAttempt attempt, HostState hostState, long now) {
    long deadline = now + settings.lease().toMillis();
    state.put(hash, url.inFlight(deadline, handOuts));
    state.openAttempts.add(deadline, hash, attempt);
    QueuedUrl target = attempt.target();
    FetchDue event =
        FetchDue.newBuilder()
            .setAttemptId(attempt.attemptId())
            .setUrl(target.url())
            .setHost(attempt.host())
            .setAddress(hostState.address)
            .setSourceId(target.sourceId())
            .setDepth(target.depth())
            .setAttempt(target.attempt())
            .setEtag(url.etag())
            .setLastModified(url.lastModified())
            .setContentHash(url.contentHash())
            .setCycle(state.lot.cycle())
            .setDueAt(Instant.ofEpochMilli(now))
            .build();
    due.accept(hostState.address == null ? attempt.host() : hostState.address, event);
  }
}
