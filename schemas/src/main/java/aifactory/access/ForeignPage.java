package aifactory.access;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Whether a browser says that a page of another origin makes a request that is no mere read.
///
/// Any page that somebody on this machine opens can post to its loopback addresses, without being
/// able to read the answer. Browsers tell where a request comes from, and pages cannot change that:
/// `Sec-Fetch-Site` decides where it is sent (on https and on loopback), else `Origin`. Who sends
/// neither is no browser, and passes.
public final class ForeignPage {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private ForeignPage() {}

  /// @param authority host and port that were asked, as the client names them
  /// @param header a header by its name; null = not sent
  public static boolean asks(
      String method, @Nullable String authority, UnaryOperator<@Nullable String> header) {
    if (READS.contains(method)) {
      return false;
    }
    String site = header.apply("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITES.contains(site);
    }
    String origin = header.apply("Origin");
    return origin != null
        && !isOf(origin, authority)
        && !isOf(origin, header.apply("X-Forwarded-Host")); // behind a proxy that renames us
  }

  /// Names of ports that go without saying are left out by some and sent by others.
  private static boolean isOf(String origin, @Nullable String authority) {
    int end = origin.indexOf("://");
    if (end < 0 || authority == null) {
      return false; // such as the "null" of a sandbox
    }
    String usualPort =
        origin.regionMatches(true, 0, "https:", 0, "https:".length()) ? ":443" : ":80";
    String asking = origin.substring(end + "://".length());
    return without(usualPort, asking).equals(without(usualPort, authority));
  }

  private static String without(String port, String authority) {
    String name = authority.strip().toLowerCase(Locale.ROOT);
    return name.endsWith(port) ? name.substring(0, name.length() - port.length()) : name;
  }
}
