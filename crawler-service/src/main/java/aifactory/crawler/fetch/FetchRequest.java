package aifactory.crawler.fetch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to ask for.
///
/// @param localAllowed whether an operator allow-listed local addresses for this source
/// @param acceptedTypes content types worth reading; empty = any
/// @param truncate take what fits when the body is larger than the limit, instead of refusing it
/// @param etag validator of the copy we have
/// @param lastModified validator of the copy we have
/// @param more what a protocol over HTTP adds; null = nothing
public record FetchRequest(
    String url,
    boolean localAllowed,
    Set<String> acceptedTypes,
    int maxBodyBytes,
    boolean truncate,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable More more) {

  /// @param headers beside the crawler's own
  /// @param posted body to send; null = a GET
  public record More(Map<String, String> headers, byte @Nullable [] posted) {}

  /// A plain request.
  public FetchRequest(
      String url,
      boolean localAllowed,
      Set<String> acceptedTypes,
      int maxBodyBytes,
      boolean truncate,
      @Nullable String etag,
      @Nullable String lastModified) {
    this(url, localAllowed, acceptedTypes, maxBodyBytes, truncate, etag, lastModified, null);
  }

  boolean accepts(String contentType) {
    return acceptedTypes.isEmpty() || acceptedTypes.contains(contentType);
  }
}
