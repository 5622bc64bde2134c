package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.BandMember;
import aifactory.preprocess.dedup.VersionState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/// Where a sketch travels.
final class Sketches {
  private Sketches() {}

  /// To a bucket for each of its bands.
  static List<KeyValue<String, Sketched>> inBands(String key, Filing.Sketch sketch) {
    VersionState state = sketch.state();
    BandMember member =
        new BandMember(
            state.version(),
            state.documentId(),
            state.fetchedAtMillis(),
            state.isEligible(),
            false);
    List<KeyValue<String, Sketched>> members = new ArrayList<>();
    for (int band = 0; band < sketch.bands().size(); band++) {
      String bucket = "%02x%016x".formatted(band, sketch.bands().get(band));
      members.add(KeyValue.pair(bucket, new Sketched.InBand(band, member)));
    }
    return members;
  }

  /// To its own version, once.
  static List<KeyValue<String, Sketched>> identities(String key, Filing.Sketch sketch) {
    return sketch.isNew()
        ? List.of(KeyValue.pair(sketch.state().version(), new Sketched.Identity(sketch.state())))
        : List.of();
  }
}
