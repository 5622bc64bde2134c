package aifactory.preprocess.dedup;

/// A version in a bucket: all versions there have one band in common.
///
/// @param fetchedAtMillis when its bytes were received: with the document's id, its age
/// @param eligible whether anything but a near-duplicate withdraws it
/// @param covered what was told last: an older eligible document is in the bucket
public record BandMember(
    String version, String documentId, long fetchedAtMillis, boolean eligible, boolean covered) {

  /// Sorts by age: older documents first; versions of one document by version.
  public String order() {
    return "%016x%s%s".formatted(fetchedAtMillis ^ Long.MIN_VALUE, documentId, version);
  }

  public BandMember withCovered(boolean now) {
    return new BandMember(version, documentId, fetchedAtMillis, eligible, now);
  }
}
