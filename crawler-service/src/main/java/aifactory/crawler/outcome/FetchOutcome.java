package aifactory.crawler.outcome;

import java.util.Arrays;
import java.util.Optional;

/// Every way in which an attempt can end. The names are stored in `crawl.outcomes` and shown; they
/// are reviewed like schema.
public enum FetchOutcome {
  /// The body was read whole and published.
  FETCHED(Meaning.TAKEN),
  /// The server said that our copy is current (304).
  NOT_MODIFIED(Meaning.UNCHANGED),
  /// The server sent the whole body, and it is the one that we have: nothing is published.
  SAME_CONTENT(Meaning.UNCHANGED),
  /// The server pointed elsewhere; the target is a discovered URL.
  REDIRECTED(Meaning.ASIDE),
  /// robots.txt disallows the path. Rules change, so it is asked again at the next visit.
  ROBOTS_DENIED(Meaning.ASIDE),
  /// robots.txt answers 5xx or not at all: nothing may be fetched for now (RFC 9309, 2.3.1.4).
  ROBOTS_UNAVAILABLE(Meaning.POSTPONED),
  /// The fetcher may not ask this host or address yet.
  POSTPONED(Meaning.POSTPONED),
  /// The address is not public and the source is not allowed local ones.
  ADDRESS_FORBIDDEN(Meaning.PERMANENT),
  /// The host is the mirror of another one: it was not asked.
  MIRROR(Meaning.PERMANENT),
  /// The host name has no address.
  NAME_UNRESOLVED(Meaning.TRANSIENT),
  /// No connection could be made.
  CONNECT_FAILED(Meaning.TRANSIENT),
  /// The TLS handshake failed.
  TLS_FAILED(Meaning.TRANSIENT),
  /// Connecting, waiting for bytes or the whole attempt took too long.
  TIMED_OUT(Meaning.TRANSIENT),
  /// The connection broke before the body was complete.
  CONNECTION_LOST(Meaning.TRANSIENT),
  /// The answer is not HTTP as we know it.
  MALFORMED_RESPONSE(Meaning.TRANSIENT),
  /// The server asks for fewer requests (429, 503).
  THROTTLED(Meaning.TRANSIENT),
  /// Another 5xx.
  SERVER_ERROR(Meaning.TRANSIENT),
  /// The page is not there (404, 410).
  GONE(Meaning.PERMANENT),
  /// Another 4xx: not for us.
  REFUSED(Meaning.PERMANENT),
  /// A status that is neither a document nor one of the above.
  UNEXPECTED_STATUS(Meaning.PERMANENT),
  /// More bytes than the limit; nothing beyond it was read.
  TOO_LARGE(Meaning.PERMANENT),
  /// Decompression multiplies the bytes beyond any honest ratio.
  COMPRESSION_BOMB(Meaning.PERMANENT),
  /// The header block is larger than the limit.
  HEADERS_TOO_LARGE(Meaning.PERMANENT),
  /// Not a type that the factory reads; the body was not read.
  UNSUPPORTED_CONTENT_TYPE(Meaning.PERMANENT),
  /// A content encoding that was not asked for.
  UNSUPPORTED_ENCODING(Meaning.PERMANENT),
  /// A redirect without a usable target.
  MALFORMED_REDIRECT(Meaning.PERMANENT),
  /// The crawler itself failed; the detail says where.
  FAULT(Meaning.TRANSIENT);

  /// What an outcome means for the next visit.
  public enum Meaning {
    /// A document was taken: visit again after the usual time.
    TAKEN,
    /// Nothing new: visit again later than usual.
    UNCHANGED,
    /// Nothing to take here now, nothing wrong: visit again after the usual time.
    ASIDE,
    /// Not tried at all: try when the delay is over, at no cost to the URL.
    POSTPONED,
    /// May work another time: try again with back-off, a bounded number of times.
    TRANSIENT,
    /// Trying again will not help.
    PERMANENT
  }

  private final Meaning meaning;

  FetchOutcome(Meaning meaning) {
    this.meaning = meaning;
  }

  public Meaning meaning() {
    return meaning;
  }

  /// Whether the delay sent with it is for once; otherwise it is the interval that the host asks
  /// for.
  public boolean delaysOnce() {
    return this == THROTTLED || meaning == Meaning.POSTPONED;
  }

  /// The outcome of that name, if this version knows it.
  public static Optional<FetchOutcome> named(String name) {
    return Arrays.stream(values()).filter(outcome -> outcome.name().equals(name)).findFirst();
  }
}
