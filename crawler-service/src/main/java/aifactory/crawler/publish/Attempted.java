package aifactory.crawler.publish;

import aifactory.event.DocumentFetched;
import aifactory.event.FetchEnded;
import aifactory.event.UrlDiscovered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that one attempt leads to: published together or not at all.
///
/// @param document null unless a body was taken
public record Attempted(
    FetchEnded ended, @Nullable DocumentFetched document, List<UrlDiscovered> discovered) {}
