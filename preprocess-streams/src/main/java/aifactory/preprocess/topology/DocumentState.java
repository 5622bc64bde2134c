package aifactory.preprocess.topology;

/// The version that a document has now.
///
/// @param fingerprint of its text: where its claim was sent
/// @param consentRefused its publisher reserved it since
/// @param fetchedAtMillis when its bytes were received
record DocumentState(
    String version, String fingerprint, boolean consentRefused, long fetchedAtMillis) {

  DocumentState withConsentRefused(boolean now, long fetchedAt) {
    return new DocumentState(version, fingerprint, now, fetchedAt);
  }

  DocumentState seenAt(long fetchedAt) {
    return new DocumentState(version, fingerprint, consentRefused, fetchedAt);
  }
}
