package aifactory.crawler.fetch;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/// Content encodings that the crawler asks for and understands.
final class ContentCoding {
  static final String ACCEPTED = "gzip, br, zstd, deflate";

  /// Small, so that bytes read ahead do not hide a bomb's ratio.
  private static final int BUFFER_BYTES = 2 * 1024;

  /// RFC 9659: no decoder on the web needs a larger window, 8 MB.
  private static final int MAX_ZSTD_WINDOW_LOG = 23;

  private ContentCoding() {}

  /// The body without its encoding; null when the encoding is unknown. One encoding: who stacks
  /// several hides something.
  static @Nullable InputStream decoded(InputStream body, String encoding) throws IOException {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER_BYTES);
      case "br" -> new BrotliInputStream(body, BUFFER_BYTES);
      case "zstd" -> new ZstdInputStream(body).setLongMax(MAX_ZSTD_WINDOW_LOG);
      case "deflate" -> inflated(body);
      default -> null;
    };
  }

  /// "deflate" means zlib, but some servers send it without the wrapper.
  private static InputStream inflated(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 1);
    int first = in.read();
    if (first >= 0) {
      in.unread(first);
    }
    boolean wrapped = (first & 0x0F) == 8; // zlib's method number
    return new InflaterInputStream(in, new Inflater(!wrapped), BUFFER_BYTES) {
      @Override
      public void close() throws IOException {
        inf.end(); // the stream itself frees only an inflater that it made
        super.close();
      }
    };
  }
}
