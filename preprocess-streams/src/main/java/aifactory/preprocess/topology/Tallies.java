package aifactory.preprocess.topology;

import aifactory.preprocess.totals.Tally;
import java.util.List;

/// What a filing adds to the totals.
final class Tallies {
  private Tallies() {}

  static List<Tally> of(Filing filing) {
    return switch (filing) {
      case Filing.Accepted accepted -> List.of(Tally.of(accepted.event()));
      case Filing.Refused refused -> List.of(Tally.of(refused.event()));
      case Filing.Dropped dropped -> List.of(Tally.dropped(dropped.why()));
      case Filing.Claim _, Filing.Standing _, Filing.Withdrawn _, Filing.Sketch _ -> List.of();
    };
  }
}
