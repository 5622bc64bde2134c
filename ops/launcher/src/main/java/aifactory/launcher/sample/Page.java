package aifactory.launcher.sample;

/// What a site serves at a path.
///
/// @param tag changes with the bytes; the HTTP entity tag without quotes
public record Page(byte[] body, String contentType, String tag) {
  private static final String HTML = "text/html; charset=utf-8";

  static Page html(String text) {
    byte[] body = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    sum.update(body);
    return new Page(body, HTML, Long.toHexString(sum.getValue()) + "-" + body.length);
  }
}
