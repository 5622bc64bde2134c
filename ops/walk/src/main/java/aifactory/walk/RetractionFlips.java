package aifactory.walk;

import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// Domains forbidden and allowed again, one after another, each watched at every door.
final class RetractionFlips {
  private final ScratchFactory factory;
  private final RetractionDoors doors;
  private final RetractionScale scale;
  private final WalkReport report;

  RetractionFlips(
      ScratchFactory factory, RetractionDoors doors, RetractionScale scale, WalkReport report) {
    this.factory = factory;
    this.doors = doors;
    this.scale = scale;
    this.report = report;
  }

  /// @param allowedAt when the order that lifts it was answered, as `System.nanoTime()`
  /// @param search from the order to the last search answer with the domain
  /// @param killed whether preprocess was killed right after the order
  private record Flip(
      Target target,
      boolean killed,
      RetractionDoors.Ordered ordered,
      long allowedAt,
      Duration search,
      Duration registered,
      Duration sealed,
      long sealedWithIt) {}

  void take() throws Exception {
    List<Flip> flips = new ArrayList<>();
    long before = System.nanoTime();
    // Before it was ever drawn of there would be nothing that an order ends.
    Target first = Target.domain(RetractionPages.domain(0), RetractionPages.domainWord(0));
    Await.until("a batch holds " + first, RetractionDoors.LIMIT, () -> doors.steps.holdsNow(first));
    for (int number = 0; number < scale.flips(); number++) {
      boolean kill = scale.kill() && number == scale.flips() / 2;
      flips.add(flip(number % scale.domains(), kill));
    }
    report.saw(
        "dataset versions that held what they forbid",
        flips.stream().mapToLong(Flip::sealedWithIt).sum(),
        "0",
        flips.stream().allMatch(flip -> flip.sealedWithIt() == 0));
    figures("search", flips, Flip::search);
    batches(flips, before);
    // What follows is durable, and preprocess itself writes it: a dead one writes when it is back.
    List<Flip> undisturbed = flips.stream().filter(flip -> !flip.killed()).toList();
    figures("register", undisturbed, Flip::registered);
    figures("dataset sealed", undisturbed, Flip::sealed);
    flips.stream().filter(Flip::killed).forEach(this::wasKilled);
  }

  private Flip flip(int number, boolean kill) throws Exception {
    String domain = RetractionPages.domain(number);
    Target target = Target.domain(domain, RetractionPages.domainWord(number));
    List<DocumentAccepted> versions = doors.versions(target);
    try (SearchProbe probe = new SearchProbe(doors.rest, target)) {
      Await.until(domain + " is found", RetractionDoors.LIMIT, probe::isSeen);
      RetractionDoors.Ordered ordered = doors.forbid(domain, true);
      if (kill) {
        killed(ordered);
      }
      Await.until(
          domain + " is not found any more",
          RetractionDoors.LIMIT,
          () -> probe.isGoneFor(RetractionDoors.QUIET));
      Duration registered = doors.registered(versions, ordered);
      Duration sealed = doors.sealed(ordered);
      long held =
          doors
              .with(ordered)
              .map(DatasetSealed::getByDomain)
              .orElseThrow()
              .getOrDefault(domain, 0L);
      Duration search = ordered.until(probe.lastSeen());
      long allowedAt = doors.forbid(domain, false).at();
      Await.until(domain + " is found again", RetractionDoors.LIMIT, probe::isSeen);
      doors.allowedAgain(versions);
      return new Flip(target, kill, ordered, allowedAt, search, registered, sealed, held);
    }
  }

  private void wasKilled(Flip flip) {
    report.saw(
        "the flip with the kill",
        "last answer %d ms, register %d ms, dataset %d ms after the order"
            .formatted(
                flip.search().toMillis(), flip.registered().toMillis(), flip.sealed().toMillis()),
        "registered and sealed",
        true);
  }

  private void killed(RetractionDoors.Ordered ordered) throws Exception {
    long process = factory.kill("preprocess");
    report.saw(
        "preprocess killed (-9) in the middle of a flip",
        "process %d, %d ms after the order"
            .formatted(process, ordered.until(System.nanoTime()).toMillis()),
        "killed",
        true);
  }

  private void figures(String door, List<Flip> flips, Function<Flip, Duration> of) {
    long[] millis = flips.stream().map(of).mapToLong(Duration::toMillis).sorted().toArray();
    report.measured(
        "order to %s, p99 of %d flips".formatted(door, millis.length),
        millis[(int) Math.ceil(0.99 * millis.length) - 1],
        "ms",
        scale.bound().toMillis());
    report.saw(
        "  median, maximum",
        "%d ms, %d ms".formatted(millis[millis.length / 2], millis[millis.length - 1]),
        "figures",
        true);
  }

  private void batches(List<Flip> flips, long before) throws Exception {
    long[] millis = new long[flips.size()];
    long looked = 0;
    long held = 0;
    for (int i = 0; i < flips.size(); i++) {
      Flip flip = flips.get(i);
      long from = i == 0 ? before : flips.get(i - 1).allowedAt();
      var earlier = doors.steps.between(from, flip.ordered().at()).descendingMap();
      for (long step : earlier.keySet().stream().limit(i == 0 ? 40 : 10).toList()) {
        looked++;
        held += doors.steps.holds(step, flip.target()) ? 1 : 0;
      }
      OptionalLong last =
          doors.steps.lastBatchWith(flip.target(), flip.ordered().at(), flip.allowedAt());
      millis[i] = last.isPresent() ? flip.ordered().until(last.getAsLong()).toMillis() : 0;
    }
    Arrays.sort(millis);
    report.saw(
        "batches before the orders that held the domain",
        "%d of %d".formatted(held, looked),
        "some",
        held > 0);
    report.measured(
        "order to last batch, p99 of %d flips".formatted(millis.length),
        millis[(int) Math.ceil(0.99 * millis.length) - 1],
        "ms",
        scale.bound().toMillis());
  }
}
