package aifactory.crawler.frontier;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// The stores of one partition behind the words that the frontier uses. One thread.
final class FrontierState {
  final HostQueue queue;
  final Agenda agenda;
  final OpenAttempts openAttempts;
  final FrontierTotals totals;
  final PageLot lot;
  private final KeyValueStore<Bytes, UrlState> urls;
  private final KeyValueStore<Bytes, HostState> hosts;
  private final KeyValueStore<Bytes, Long> pages;

  FrontierState(ProcessorContext<?, ?> context, FrontierSettings.Cycles cycles) {
    this.lot =
        new PageLot(
            context.getStateStore(FrontierStores.LOT),
            context.taskId().partition(),
            cycles.isBounded());
    this.queue = new HostQueue(context.getStateStore(FrontierStores.QUEUE));
    this.agenda = new Agenda(context.getStateStore(FrontierStores.AGENDA));
    this.openAttempts = new OpenAttempts(context.getStateStore(FrontierStores.OPEN_ATTEMPTS));
    KeyValueStore<Bytes, Map<FrontierCount, Long>> counts =
        context.getStateStore(FrontierStores.TOTALS);
    this.totals = new FrontierTotals(counts, context.taskId().partition());
    this.urls = context.getStateStore(FrontierStores.URLS);
    this.hosts = context.getStateStore(FrontierStores.HOSTS);
    this.pages = context.getStateStore(FrontierStores.PAGES);
  }

  Optional<UrlState> url(byte[] hash) {
    return Optional.ofNullable(urls.get(Keys.of(hash)));
  }

  void put(byte[] hash, UrlState state) {
    urls.put(Keys.of(hash), state);
  }

  HostState host(String host) {
    HostState known = hosts.get(Keys.of(host));
    if (known != null) {
      return known;
    }
    totals.add(FrontierCount.HOSTS, 1);
    return new HostState();
  }

  void put(String host, HostState state) {
    hosts.put(Keys.of(host), state);
  }

  /// Pages that a source has of a host, those being fetched included.
  long pagesOf(String host, String sourceId) {
    Long taken = pages.get(Keys.of(host, sourceId));
    return taken == null ? 0 : taken;
  }

  void addPages(String host, String sourceId, long change) {
    pages.put(Keys.of(host, sourceId), pagesOf(host, sourceId) + change);
  }

  /// Puts a URL into its host's queue and sees to it that the host is looked at.
  void enqueue(String host, HostState hostState, byte[] hash, UrlState state, QueuedUrl queued) {
    put(hash, state);
    queue.add(host, hostState, Keys.place(state.at(), state.priority(), hash), queued);
    totals.add(FrontierCount.QUEUED, 1);
    agenda.wake(host, hostState, Math.max(state.at(), hostState.nextAllowedAt));
  }

  /// Takes a URL out of its host's queue.
  Optional<QueuedUrl> dequeue(String host, HostState hostState, byte[] place) {
    Optional<QueuedUrl> removed = queue.remove(host, hostState, place);
    removed.ifPresent(ignored -> totals.add(FrontierCount.QUEUED, -1));
    return removed;
  }
}
