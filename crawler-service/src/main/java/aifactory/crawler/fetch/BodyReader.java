package aifactory.crawler.fetch;

import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Reads a body up to its limit and not a byte further, whether it is compressed, endless or both.
final class BodyReader {
  private static final int CHUNK_BYTES = 16 * 1024;

  /// Small, so that bytes read ahead do not hide a bomb's ratio.
  private static final int INFLATER_BYTES = 2 * 1024;

  /// Honest pages compress 5 to 20 times.
  private static final long MAX_RATIO = 100;

  private BodyReader() {}

  /// A body, or why there is none.
  record Read(FetchOutcome outcome, byte[] bytes) {}

  static Read read(InputStream raw, String encoding, int maxBytes, boolean truncate)
      throws IOException {
    Counted counted = new Counted(raw);
    InputStream plain =
        switch (encoding.strip().toLowerCase(Locale.ROOT)) {
          case "", "identity" -> counted;
          case "gzip", "x-gzip" -> new GZIPInputStream(counted, INFLATER_BYTES);
          default -> null;
        };
    if (plain == null) {
      return new Read(FetchOutcome.UNSUPPORTED_ENCODING, new byte[0]);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    while (true) {
      int want = Math.min(chunk.length, maxBytes - body.size() + 1); // one more tells "too large"
      int got = plain.read(chunk, 0, want);
      if (got < 0) {
        return new Read(FetchOutcome.FETCHED, body.toByteArray());
      }
      if (body.size() + got > maxBytes) {
        body.write(chunk, 0, maxBytes - body.size());
        return overflow(body, counted.bytes, truncate);
      }
      body.write(chunk, 0, got);
    }
  }

  private static Read overflow(ByteArrayOutputStream body, long rawBytes, boolean truncate) {
    if (body.size() / Math.max(1, rawBytes) > MAX_RATIO) {
      return new Read(FetchOutcome.COMPRESSION_BOMB, new byte[0]);
    }
    return truncate
        ? new Read(FetchOutcome.FETCHED, body.toByteArray())
        : new Read(FetchOutcome.TOO_LARGE, new byte[0]);
  }

  /// Counts what came over the wire.
  private static final class Counted extends InputStream {
    private final InputStream source;
    private long bytes;

    Counted(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int got = source.read();
      bytes += got < 0 ? 0 : 1;
      return got;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = source.read(into, offset, length);
      bytes += Math.max(0, got);
      return got;
    }
  }
}
