package aifactory.crawler.collector;

/// How a visit to a source ended.
public sealed interface CollectOutcome {
  /// The source was read.
  record Collected(long urls, long documents, long skipped) implements CollectOutcome {}

  /// The source could not be read; the reason is counted and shown.
  record Failed(Reason reason, String detail) implements CollectOutcome {}

  /// Named reasons.
  enum Reason {
    /// The address is not one that this kind of source can have.
    MALFORMED_ADDRESS,
    /// Nothing is at the address.
    NOT_FOUND,
    /// The network or the disk refused.
    UNREADABLE,
    /// What was read is not what the kind promises.
    MALFORMED_CONTENT,
    /// No collector of that kind exists in this version.
    UNKNOWN_KIND
  }
}
