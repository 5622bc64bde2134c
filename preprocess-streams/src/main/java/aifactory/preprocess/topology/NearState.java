package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.VersionState;
import org.jspecify.annotations.Nullable;

/// What is known of a version's elders.
///
/// @param identity null until it has come
/// @param bands a bit for each band in which an older eligible document covers it
/// @param elder of the band that covered it last
/// @param told whether its retraction was registered
record NearState(@Nullable VersionState identity, long bands, String elder, boolean told) {
  static final NearState UNKNOWN = new NearState(null, 0, "", false);

  NearState with(VersionState known) {
    return new NearState(known, bands, elder, told);
  }

  NearState with(Sketched.Covered covered) {
    long bit = 1L << covered.band();
    return covered.elder().isEmpty()
        ? new NearState(identity, bands & ~bit, elder, told)
        : new NearState(identity, bands | bit, covered.elder(), told);
  }

  NearState told(boolean now) {
    return new NearState(identity, bands, elder, now);
  }
}
