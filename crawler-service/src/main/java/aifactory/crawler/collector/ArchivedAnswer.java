package aifactory.crawler.collector;

import aifactory.crawler.collector.WarcFile.WarcRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An HTTP answer as an archive keeps it: head and body as they came over the wire.
///
/// @param headers by lower-case name
/// @param body without its transfer encoding, still in its content encoding
record ArchivedAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final int MAX_HEAD = 256 * 1024;

  static Optional<ArchivedAnswer> of(WarcRecord record) {
    byte[] block = record.block();
    int end = headEnd(block);
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = new String(block, 0, end, StandardCharsets.ISO_8859_1).split("\r?\n");
    String[] status = lines[0].split(" ", 3);
    if (!status[0].startsWith("HTTP/") || status.length < 2 || !status[1].matches("\\d{3}")) {
      return Optional.empty();
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    int start = block[end] == '\r' ? end + 4 : end + 2;
    byte[] body = java.util.Arrays.copyOfRange(block, Math.min(start, block.length), block.length);
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    return Optional.of(
        new ArchivedAnswer(Integer.parseInt(status[1]), headers, chunked ? unchunked(body) : body));
  }

  /// Where the empty line begins.
  private static int headEnd(byte[] block) {
    for (int i = 0; i + 1 < Math.min(block.length, MAX_HEAD); i++) {
      if (block[i] == '\n' && block[i + 1] == '\n') {
        return i;
      }
      boolean four = i + 3 < block.length && block[i] == '\r' && block[i + 1] == '\n';
      if (four && block[i + 2] == '\r' && block[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Some archives keep the header but store the body whole: what is not chunked stays as it is.
  private static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length);
    int at = 0;
    while (at < body.length) {
      int lineEnd = at;
      while (lineEnd < body.length && body[lineEnd] != '\n') {
        lineEnd++;
      }
      String line = new String(body, at, lineEnd - at, StandardCharsets.ISO_8859_1);
      String size = line.split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        return whole.size() == 0 ? body : whole.toByteArray();
      }
      int length = Integer.parseInt(size, 16);
      int from = Math.min(lineEnd + 1, body.length);
      int to = Math.min(from + length, body.length);
      whole.write(body, from, to - from);
      at = to + 2;
      if (length == 0) {
        break;
      }
    }
    return whole.toByteArray();
  }
}
