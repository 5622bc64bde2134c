package aifactory.crawler.explain;

import aifactory.crawler.frontier.ChangeHistory;
import aifactory.crawler.frontier.VisitPlan;
import aifactory.crawler.frontier.VisitPlan.NextVisit;
import aifactory.crawler.outcome.FetchOutcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Pages that change as Poisson processes do, visited as the frontier plans it, on a clock that is
/// only counted. How fresh they are, beside an oracle that knows each page's rate and spends the
/// same number of visits as best one can. A JSON line for each mixture of pages.
public final class RevisitTrial {
  private static final int PAGES = 2_000;
  private static final double DAYS = 300;

  /// Until here the frontier gets to know its pages.
  private static final double LEARNING = 60;

  private static final double DAY = Duration.ofDays(1).toMillis();
  private static final VisitPlan PLAN =
      new VisitPlan(Duration.ofDays(1), Duration.ofSeconds(10), 4);
  private static final int HALVINGS = 80;

  /// Changes a day of a page, drawn.
  private static final Map<String, ToDoubleFunction<Random>> MIXTURES = mixtures();

  private RevisitTrial() {}

  private static Map<String, ToDoubleFunction<Random>> mixtures() {
    Map<String, ToDoubleFunction<Random>> mixtures = new LinkedHashMap<>();
    mixtures.put("slow", random -> between(random, 1.0 / 300, 1));
    mixtures.put("usual", random -> between(random, 1.0 / 64, 4));
    mixtures.put("fast", random -> between(random, 1.0 / 64, 16));
    mixtures.put(
        "two-kinds", random -> random.nextInt(5) == 0 ? 8 : between(random, 1.0 / 60, 0.1));
    return mixtures;
  }

  /// Uniform in the logarithm.
  private static double between(Random random, double low, double high) {
    return low * Math.exp(random.nextDouble() * Math.log(high / low));
  }

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    MIXTURES.forEach((name, mixture) -> {
      Random random = new Random(7);
      List<Double> rates = new ArrayList<>();
      for (int page = 0; page < PAGES; page++) {
        rates.add(mixture.applyAsDouble(random));
      }
      Kept kept = new Kept();
      rates.forEach(rate -> kept.page(rate, random));
      double ours = kept.fresh / (PAGES * (DAYS - LEARNING));
      double visits = kept.visits / (PAGES * (DAYS - LEARNING));
      out.printf(
          Locale.ROOT,
          "{\"pages\":\"%s\",\"freshness\":%.4f,\"oracle\":%.4f,\"visits_per_page_and_day\":%.4f}%n",
          name,
          ours,
          oracle(rates, visits * PAGES),
          visits);
    });
  }

  /// Sums over pages (days, visits) behind the time of learning.
  private static final class Kept {
    private double fresh;
    private long visits;

    void page(double rate, Random random) {
      ChangeHistory history = ChangeHistory.NONE;
      double last = random.nextDouble();
      history = history.visited(millis(last), true);
      double next = last + after(FetchOutcome.FETCHED, history);
      while (next < DAYS) {
        double change = last - Math.log(1 - random.nextDouble()) / rate;
        boolean changed = change < next;
        count(last, Math.min(change, next));
        visits += next > LEARNING ? 1 : 0;
        history = history.visited(millis(next), changed);
        last = next;
        next += after(changed ? FetchOutcome.FETCHED : FetchOutcome.NOT_MODIFIED, history);
      }
      count(last, Math.min(last - Math.log(1 - random.nextDouble()) / rate, DAYS));
    }

    private void count(double from, double to) {
      fresh += Math.max(0, to - Math.max(from, LEARNING));
    }
  }

  private static long millis(double days) {
    return 1 + Math.round(days * DAY);
  }

  private static double after(FetchOutcome outcome, ChangeHistory history) {
    if (PLAN.after(outcome, 1, history) instanceof NextVisit.Revisit(Duration time)) {
      return time.toMillis() / DAY;
    }
    throw new IllegalStateException("a page that was taken is visited again");
  }

  /// Freshness with so many visits a day, each where it brings most.
  private static double oracle(List<Double> rates, double budget) {
    double low = 1e-9;
    double high = 1e3;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double worth = Math.sqrt(low * high);
      double visits = rates.stream().mapToDouble(rate -> 1 / interval(rate, worth)).sum();
      if (visits > budget) {
        low = worth;
      } else {
        high = worth;
      }
    }
    double worth = high;
    return rates.stream()
        .mapToDouble(rate -> fresh(rate * interval(rate, worth)))
        .average()
        .orElse(0);
  }

  /// Share of the time that a page is fresh.
  ///
  /// @param changes between two visits on average
  private static double fresh(double changes) {
    return Double.isInfinite(changes) ? 0 : (1 - Math.exp(-changes)) / changes;
  }

  /// Days between visits to a page where a further one brings `worth`; infinite = none ever does.
  private static double interval(double rate, double worth) {
    if (worth * rate >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 0;
    double high = 64;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double x = (low + high) / 2;
      if (1 - (1 + x) * Math.exp(-x) < worth * rate) {
        low = x;
      } else {
        high = x;
      }
    }
    return high / rate;
  }
}
