package aifactory.crawler.fetch;

import aifactory.crawler.outcome.FetchOutcome;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Reads a body up to its limit and not a byte further, whether it is compressed, endless or both.
final class BodyReader {
  private static final int CHUNK_BYTES = 16 * 1024;

  /// Honest pages compress 5 to 20 times.
  private static final long MAX_RATIO = 100;

  private BodyReader() {}

  /// A body, or why there is none.
  ///
  /// @param received bytes read over the wire
  record Read(FetchOutcome outcome, byte[] bytes, long received) {}

  static Read read(InputStream raw, String encoding, int maxBytes, boolean truncate)
      throws IOException {
    Counted counted = new Counted(raw);
    InputStream plain;
    try {
      plain = ContentCoding.decoded(counted, encoding);
    } catch (IOException e) {
      throw counted.explained(e);
    }
    if (plain == null) {
      return new Read(FetchOutcome.UNSUPPORTED_ENCODING, new byte[0], 0);
    }
    try (plain) {
      return read(plain, counted, maxBytes, truncate);
    } catch (IOException e) {
      throw counted.explained(e);
    }
  }

  private static Read read(InputStream plain, Counted counted, int maxBytes, boolean truncate)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    while (true) {
      int want = Math.min(chunk.length, maxBytes - body.size() + 1); // one more tells "too large"
      int got = plain.read(chunk, 0, want);
      if (got < 0) {
        return new Read(FetchOutcome.FETCHED, body.toByteArray(), counted.bytes);
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
      return new Read(FetchOutcome.COMPRESSION_BOMB, new byte[0], rawBytes);
    }
    return truncate
        ? new Read(FetchOutcome.FETCHED, body.toByteArray(), rawBytes)
        : new Read(FetchOutcome.TOO_LARGE, new byte[0], rawBytes);
  }

  /// Counts what came over the wire.
  private static final class Counted extends InputStream {
    private final InputStream source;
    private long bytes;
    private boolean failed;

    Counted(InputStream source) {
      this.source = source;
    }

    /// Decoders have exceptions of their own for what is not their format.
    IOException explained(IOException failure) {
      if (failed || failure instanceof ZipException || failure instanceof EOFException) {
        return failure;
      }
      ZipException broken = new ZipException(failure.getMessage());
      broken.initCause(failure);
      return broken;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int got = source.read(into, offset, length);
        bytes += Math.max(0, got);
        return got;
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
