package aifactory.launcher.declare;

import aifactory.event.SourceDeclared;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out by looking what somebody wants to add: a file or folder that exists, a feed by what it
/// serves, else a site.
public final class SourceGuess {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LOOK_BYTES = 2048;
  private static final int MAX_ID = 80;

  private SourceGuess() {}

  /// The source that `what` names.
  ///
  /// @throws IllegalArgumentException when it is neither a path that exists nor an http address, or
  ///   a local address that is not allowed: the crawler would refuse each of its pages
  public static SourceDeclared of(String what, boolean localAllowed, Instant now) {
    Optional<Path> path = path(what);
    if (path.isPresent()) {
      String place = path.get().toAbsolutePath().normalize().toString();
      return declare("file", place, localAllowed, now);
    }
    URI address = address(what);
    if (!localAllowed && isLocal(address.getHost())) {
      throw new IllegalArgumentException(
          "%s is on this machine or in its network; if you mean it, add --allow-local"
              .formatted(address.getHost()));
    }
    return declare(looksLikeFeed(address) ? "feed" : "web", address.toString(), localAllowed, now);
  }

  private static SourceDeclared declare(
      String kind, String address, boolean localAllowed, Instant now) {
    return SourceDeclared.newBuilder()
        .setSourceId(id(address))
        .setKind(kind)
        .setAddress(address)
        .setLocalAllowed(localAllowed)
        .setActor("command line")
        .setDeclaredAt(now)
        .build();
  }

  private static Optional<Path> path(String what) {
    return what.startsWith("http://") || what.startsWith("https://")
        ? Optional.empty()
        : Optional.of(Path.of(what)).filter(Files::exists);
  }

  private static URI address(String what) {
    try {
      URI address = URI.create(what);
      String scheme = address.getScheme();
      if (address.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "\"%s\" is neither a file or folder here nor an http(s) address".formatted(what));
  }

  private static boolean isLocal(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    try {
      return Stream.of(InetAddress.getAllByName(host))
          .anyMatch(address ->
              address.isLoopbackAddress()
                  || address.isSiteLocalAddress()
                  || address.isLinkLocalAddress());
    } catch (UnknownHostException e) {
      return false; // the crawler will say so
    }
  }

  /// The same address gives the same id, so that adding it again changes nothing.
  static String id(String address) {
    String id =
        address
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceAll("[^\\p{L}\\p{N}.]+", "-")
            .replaceAll("^-|-$", "");
    return id.length() > MAX_ID ? id.substring(0, MAX_ID) : id;
  }

  private static boolean looksLikeFeed(URI address) {
    return look(address)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .map(text -> text.contains("<rss") || text.contains("<feed") || text.contains("<rdf:rdf"))
        .orElse(false);
  }

  private static Optional<String> look(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    try (HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<java.io.InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (java.io.InputStream body = answer.body()) {
        return Optional.of(new String(body.readNBytes(LOOK_BYTES), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty(); // the crawler will say what is wrong with it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
