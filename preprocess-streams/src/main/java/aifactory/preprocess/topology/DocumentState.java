package aifactory.preprocess.topology;

/// The version that a document has now.
///
/// @param fingerprint of its text: where its claim was sent
/// @param standing whether it was taken back since
/// @param fetchedAtMillis when its bytes were received
record DocumentState(String version, String fingerprint, Standing standing, long fetchedAtMillis) {

  /// How the version stands. The order is how state keeps it.
  enum Standing {
    /// Nothing is known against it here.
    GOOD,
    /// Its publisher reserved it since.
    CONSENT_REFUSED,
    /// The same bytes were rejected when they were judged again.
    REJECTED_AGAIN
  }

  DocumentState with(Standing now, long fetchedAt) {
    return new DocumentState(version, fingerprint, now, fetchedAt);
  }
}
