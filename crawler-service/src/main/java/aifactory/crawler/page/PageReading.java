package aifactory.crawler.page;

import aifactory.contract.id.CanonicalUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was read of a page.
///
/// @param links canonical URLs that may be followed, in page order, each once
/// @param consent opt-out signals by name: `robots`, `x-robots-tag`, `tdm-reservation`,
///   `tdm-policy`
/// @param title the page's own title
/// @param text digests of what it says: all, and without what its address says; empty = too little
public record PageReading(
    List<CanonicalUrl> links,
    Map<String, String> consent,
    @Nullable String title,
    List<Long> text) {}
