package aifactory.crawler.fetch;

import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/// A body that was stored in its content encoding, read under the limits of a fetched one. Archives
/// that unpacked it but kept the header give it as it is.
public final class StoredBody {
  private StoredBody() {}

  /// @return empty when it is too large or multiplies beyond any honest ratio
  public static Optional<byte[]> read(byte[] stored, String encoding, int maxBytes) {
    try {
      BodyReader.Read read =
          BodyReader.read(new ByteArrayInputStream(stored), encoding, maxBytes, false);
      return read.outcome() == FetchOutcome.FETCHED ? Optional.of(read.bytes()) : Optional.empty();
    } catch (IOException e) {
      return stored.length <= maxBytes ? Optional.of(stored) : Optional.empty();
    }
  }
}
