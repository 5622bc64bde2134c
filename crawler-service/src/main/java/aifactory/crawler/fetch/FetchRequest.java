package aifactory.crawler.fetch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to ask for.
///
/// @param localAllowed whether an operator allow-listed local addresses for this source
/// @param acceptedTypes content types worth reading; empty = any
/// @param truncate take what fits when the body is larger than the limit, instead of refusing it
/// @param etag validator of the copy we have
/// @param lastModified validator of the copy we have
public record FetchRequest(
    String url,
    boolean localAllowed,
    Set<String> acceptedTypes,
    int maxBodyBytes,
    boolean truncate,
    @Nullable String etag,
    @Nullable String lastModified) {

  boolean accepts(String contentType) {
    return acceptedTypes.isEmpty() || acceptedTypes.contains(contentType);
  }
}
