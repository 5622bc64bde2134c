package aifactory.crawler.collector;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Records of a WARC file (ISO 28500), plain or compressed record by record, one after the other.
final class WarcFile implements AutoCloseable {
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 1_000;

  private final InputStream in;

  /// One record.
  ///
  /// @param headers by lower-case name
  /// @param block cut off at the limit
  /// @param whole whether nothing was cut off
  record WarcRecord(Map<String, String> headers, byte[] block, boolean whole) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  WarcFile(InputStream file) throws IOException {
    InputStream buffered = new BufferedInputStream(file, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    this.in = gzip ? new BufferedInputStream(new GZIPInputStream(buffered, 1 << 16)) : buffered;
  }

  /// The next record; empty at the end.
  ///
  /// @param maxBytes of a block that are kept
  /// @throws IOException when what follows is no record
  Optional<WarcRecord> next(int maxBytes) throws IOException {
    String version = line();
    while (version != null && version.isEmpty()) { // two empty lines end a record
      version = line();
    }
    if (version == null) {
      return Optional.empty();
    }
    if (!version.startsWith("WARC/")) {
      throw new IOException(
          "not a WARC record: " + version.substring(0, Math.min(40, version.length())));
    }
    Map<String, String> headers = headers();
    long length = length(headers);
    int kept = (int) Math.min(length, maxBytes);
    byte[] block = in.readNBytes(kept);
    if (block.length < kept) {
      throw new EOFException("the file ends inside a record");
    }
    in.skipNBytes(length - kept);
    return Optional.of(new WarcRecord(headers, block, kept == length));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    String name = "";
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (Character.isWhitespace(line.charAt(0)) && !name.isEmpty()) {
        headers.merge(name, line.strip(), (one, two) -> one + " " + two);
      } else if (colon > 0) {
        name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.put(name, line.substring(colon + 1).strip());
      }
      if (headers.size() > MAX_HEADERS) {
        throw new IOException("endless headers");
      }
    }
    return headers;
  }

  private static long length(Map<String, String> headers) throws IOException {
    try {
      long length = Long.parseLong(headers.getOrDefault("content-length", ""));
      if (length < 0) {
        throw new IOException("a record of negative length");
      }
      return length;
    } catch (NumberFormatException e) {
      throw new IOException("a record without a length", e);
    }
  }

  /// A line without its end; null at the end of the file.
  private @org.jspecify.annotations.Nullable String line() throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8).strip();
      }
      if (line.size() >= MAX_LINE) {
        throw new IOException("an endless line");
      }
      line.write(c);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
