package aifactory.crawler.frontier;

import aifactory.contract.url.WebUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Endless spaces that no URL betrays by itself, only what else is known of its host: filters that
/// are combined, calendars in which each page leads to the next. A few pages of each are taken; a
/// calendar whose pages lead to anything else earns more. One partition, one thread.
final class LearnedTraps {
  /// Pages of one such space before it has earned any.
  private static final int FREE = 3;

  /// Pages of a calendar that each new link out of it earns.
  private static final int EARNED = 2;

  /// Before names of spaces in the store of page counts, whose other names are those of sources.
  private static final String MARK = "\u0001";

  private static final Set<String> PAGING =
      Set.of(
          "page", "p", "paged", "offset", "start", "from", "skip", "cursor", "limit", "per_page");

  /// A path that ends with a year and a month, and a day if any.
  private static final Pattern DATED_END =
      Pattern.compile(".*/(?:19|20)\\d{2}[-/](?:0?[1-9]|1[0-2])(?:[-/]\\d{1,2})?/?");

  private static final Pattern DATED_QUERY =
      Pattern.compile("(?i)(?:.*&)?(?:year|month|date|day|week)=[\\d-]+(?:&.*)?");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final FrontierState state;

  LearnedTraps(FrontierState state) {
    this.state = state;
  }

  /// Judges a link that was never seen, and learns from it.
  ///
  /// @param foundOn the page with the link
  boolean isOne(String host, String url, @Nullable String foundOn) {
    Optional<WebUrl> parsed = WebUrl.parse(url);
    if (parsed.isEmpty()) {
      return false; // refused elsewhere
    }
    Optional<String> from = Optional.ofNullable(foundOn).flatMap(LearnedTraps::calendar);
    Optional<String> calendar = calendar(url);
    if (calendar.isPresent() && calendar.equals(from)) {
      return isFull(host, calendar.get());
    }
    boolean trap =
        isCombination(url, parsed.get()) && isFull(host, "filters " + parsed.get().path());
    if (!trap && from.isPresent()) {
      state.addPages(host, MARK + from.get(), -EARNED);
    }
    return trap;
  }

  private boolean isFull(String host, String space) {
    if (state.pagesOf(host, MARK + space) >= FREE) {
      return true;
    }
    state.addPages(host, MARK + space, 1);
    return false;
  }

  /// The calendar that a URL is a page of: the URL without its numbers.
  private static Optional<String> calendar(String url) {
    return WebUrl.parse(url)
        .filter(page ->
            DATED_END.matcher(page.path()).matches()
                || page.query() != null && DATED_QUERY.matcher(page.query()).matches())
        .map(
            page -> "calendar " + NUMBER.matcher(page.path() + "?" + page.query()).replaceAll("#"));
  }

  /// Several parameters, each of which is known by itself on the same path: `?colour=red&size=m`
  /// where `?colour=red` and `?size=m` have been seen.
  private boolean isCombination(String url, WebUrl parsed) {
    if (parsed.query() == null) {
      return false;
    }
    List<String> filters =
        Arrays.stream(parsed.query().split("&"))
            .filter(parameter -> !PAGING.contains(parameter.split("=", 2)[0]))
            .toList();
    String page = url.substring(0, url.indexOf('?') + 1);
    return filters.size() > 1
        && filters.stream().allMatch(one -> state.url(Keys.hash(page + one)).isPresent());
  }
}
