package aifactory.crawler.page;

import aifactory.contract.id.CanonicalUrl;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts seen lately, host by host: where a third page says what two others say, as pages that say
/// that there is none, its links lead nowhere new. Remembered in memory only: forgetting costs a
/// few requests. Thread-safe.
public final class KnownTexts {
  /// Pages with the same text whose links are followed.
  private static final int FOLLOWED = 2;

  private static final int MAX_TEXTS = 20_000;

  private final Map<Long, long[]> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, long[]> eldest) {
          return size() > MAX_TEXTS;
        }
      };

  /// Whether the links of a page are worth following.
  ///
  /// @param texts digests of its text, each of which tells; none = it is too short to tell
  public synchronized boolean isNews(CanonicalUrl url, List<Long> texts) {
    boolean news = true;
    for (long text : texts) {
      news &= isNews(url, text);
    }
    return news;
  }

  private boolean isNews(CanonicalUrl url, long text) {
    long key = 31 * text + url.hostAndPort().hashCode();
    long page = PageText.hash(url.text());
    long[] known = pages.getOrDefault(key, new long[0]);
    if (Arrays.stream(known).anyMatch(one -> one == page)) {
      return true;
    }
    if (known.length == FOLLOWED) {
      return false;
    }
    long[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = page;
    pages.put(key, more);
    return true;
  }
}
