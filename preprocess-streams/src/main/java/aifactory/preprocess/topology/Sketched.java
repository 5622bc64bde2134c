package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.BandMember;
import aifactory.preprocess.dedup.VersionState;

/// What travels between the steps that find near-duplicates.
sealed interface Sketched {
  /// To a bucket: a version is in it, or stands differently now.
  record InBand(int band, BandMember member) implements Sketched {}

  /// To a version: who it is, so that its verdict can be published.
  record Identity(VersionState state) implements Sketched {}

  /// To a version: in this band an older eligible document covers it, or none does any more.
  ///
  /// @param elder id of that document, "" for none
  record Covered(int band, String elder) implements Sketched {}
}
