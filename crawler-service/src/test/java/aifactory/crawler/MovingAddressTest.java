package aifactory.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.Network;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.politeness.HostThrottle.Limits;
import aifactory.crawler.politeness.RequestSlots;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Crawlers that share an address, which goes from one to another at every moment that there is.
final class MovingAddressTest {
  private static final String ADDRESS = "9.9.9.9";
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final List<Instant> asked = new ArrayList<>();
  private final List<Crawler> crawlers = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int owner;

  /// What happens while somebody waits or asks.
  private Runnable meanwhile = () -> {};

  private final class Crawler implements Network {
    private final int number = crawlers.size();
    private final HostThrottle throttle = new HostThrottle(() -> now, this::pause);
    private final PolitePages pages =
        new PolitePages(
            this,
            throttle,
            new PolitePages.Terms(
                new Limits(INTERVAL, 2),
                new Limits(INTERVAL, 2),
                new RequestSlots(8),
                Duration.ofSeconds(2)),
            any -> owner == number,
            () -> now);

    private void pause(Duration time) {
      now = now.plus(time.dividedBy(2));
      meanwhile.run();
      now = now.plus(Thread.currentThread().isInterrupted() ? Duration.ZERO : time.dividedBy(2));
    }

    @Override
    public Location locate(FetchRequest request, int attempt) {
      try {
        return new Location.At(InetAddress.getByName(ADDRESS));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }

    /// Connecting takes its time, and may be interrupted.
    @Override
    public FetchResponse fetch(FetchRequest request, InetAddress address, Runnable sent) {
      now = now.plusMillis(20);
      meanwhile.run();
      if (Thread.currentThread().isInterrupted()) {
        return answer(FetchOutcome.CONNECTION_LOST);
      }
      sent.run();
      asked.add(now);
      return answer(FetchOutcome.GONE);
    }

    private PolitePages.Answer ask(int host) throws InterruptedException {
      String url = "http://h%d.org/".formatted(host);
      return pages.ask(
          new FetchRequest(url, false, Set.of(), 1024, false, null, null), Duration.ZERO, 1);
    }
  }

  private static FetchResponse answer(FetchOutcome outcome) {
    return new FetchResponse(outcome, null, null, ADDRESS, Map.of(), new byte[0]);
  }

  /// The address goes to another crawler, in the order in which the consumer group tells it.
  private void move(int to) {
    int from = owner;
    owner = -1;
    crawlers.get(from).pages.breakOffWhatIsNotOurs();
    crawlers.get(to).throttle.hush(SILENCE);
    owner = to;
  }

  @Test
  void noTwoRequestsComeSoonerThanTheIntervalWhoeverAsks() throws InterruptedException {
    for (int number = 0; number < 3; number++) {
      crawlers.add(new Crawler());
    }
    Random random = new Random(7);
    meanwhile =
        () -> {
          if (random.nextInt(5) == 0) {
            move((owner + 1 + random.nextInt(2)) % 3);
          }
        };
    for (int attempt = 0; attempt < 3_000; attempt++) {
      crawlers.get(random.nextInt(3)).ask(random.nextInt(10));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    assertThat(asked).hasSizeGreaterThan(500);
    for (int request = 1; request < asked.size(); request++) {
      assertThat(Duration.between(asked.get(request - 1), asked.get(request)))
          .isGreaterThanOrEqualTo(INTERVAL);
    }
  }

  @Test
  void anAddressThatIsAnothersIsNotAsked() throws InterruptedException {
    crawlers.add(new Crawler());
    crawlers.add(new Crawler());

    assertThat(crawlers.getLast().ask(1)).isEqualTo(new PolitePages.Answer.NotYet(ADDRESS, 0));
    assertThat(asked).isEmpty();
  }

  @Test
  void aRequestThatIsConnectingWhenItsAddressGoesIsPostponedAndNotAFailureOfTheHost()
      throws InterruptedException {
    crawlers.add(new Crawler());
    crawlers.add(new Crawler());
    meanwhile = () -> move(1);

    assertThat(crawlers.getFirst().ask(1)).isEqualTo(new PolitePages.Answer.NotYet(ADDRESS, 0));
    assertThat(asked).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
