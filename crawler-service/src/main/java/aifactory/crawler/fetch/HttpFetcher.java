package aifactory.crawler.fetch;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.StatusMeaning;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/// Asks one URL once, within limits, from permitted addresses only. Redirects are reported, not
/// followed. Thread-safe; blocks its (virtual) thread.
///
/// Public and local requests use clients of their own, so that no pooled connection to a local
/// address can ever serve a public source.
public final class HttpFetcher implements Network, PageSource, AutoCloseable {
  private static final int NOT_MODIFIED = 304;
  private static final int IDLE_CONNECTIONS = 32;

  /// Less than servers keep a connection that nothing is asked on: five seconds are usual.
  private static final long IDLE_SECONDS = 4;

  private final Dns publicNames;
  private final Dns localNames;
  private final OkHttpClient publicClient;
  private final OkHttpClient localClient;
  private final FetchLimits limits;
  private final String userAgent;

  public HttpFetcher(FetchLimits limits, String userAgent) {
    this(limits, userAgent, Dns.SYSTEM);
  }

  HttpFetcher(FetchLimits limits, String userAgent, Dns resolver) {
    this.limits = limits;
    this.userAgent = userAgent;
    this.publicNames = new GuardedNames(resolver, false);
    this.localNames = new GuardedNames(resolver, true);
    this.publicClient = client(limits, publicNames, false);
    this.localClient = client(limits, localNames, true);
  }

  private static OkHttpClient client(FetchLimits limits, Dns names, boolean localAllowed) {
    return new OkHttpClient.Builder()
        .proxy(Proxy.NO_PROXY) // a proxy would connect for us, past the guard
        .dns(names)
        .socketFactory(new GuardedSockets(localAllowed))
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false) // a second request is a second turn
        .connectTimeout(limits.connect())
        .readTimeout(limits.read())
        .callTimeout(limits.whole())
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .eventListenerFactory(call ->
            call.request().tag(Visit.class) instanceof Visit visit ? visit : EventListener.NONE)
        .build();
  }

  /// The one address of a name. Part of what makes a pooled connection fit for a request, so that
  /// none to another address of the same host is used.
  private record Pinned(InetAddress address) implements Dns {
    @Override
    public List<InetAddress> lookup(String host) {
      return List.of(address);
    }
  }

  /// Fetches without a turn in between.
  @Override
  public FetchResponse fetch(FetchRequest request) {
    return switch (locate(request, 1)) {
      case Location.At(InetAddress address) -> fetch(request, address, () -> {});
      case Location.Nowhere(FetchResponse response) -> response;
    };
  }

  @Override
  public Location locate(FetchRequest request, int attempt) {
    HttpUrl url = HttpUrl.parse(request.url());
    if (url == null) {
      return nowhere(FetchOutcome.MALFORMED_REDIRECT, "not an http(s) URL: " + request.url());
    }
    try {
      List<InetAddress> addresses =
          (request.localAllowed() ? localNames : publicNames).lookup(url.host());
      return addresses.isEmpty()
          ? nowhere(FetchOutcome.NAME_UNRESOLVED, url.host() + " has no address")
          : new Location.At(inOrder(addresses).get((attempt - 1) % addresses.size()));
    } catch (IOException e) {
      return nowhere(outcomeOf(e), message(e));
    }
  }

  /// The same order for everybody, however name servers rotate their answers: an address has one
  /// crawler that asks it. IPv4 first.
  private static List<InetAddress> inOrder(List<InetAddress> addresses) {
    return addresses.size() < 2
        ? addresses
        : addresses.stream()
            .sorted(
                Comparator.<InetAddress>comparingInt(any -> any.getAddress().length)
                    .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned))
            .toList();
  }

  private static Location nowhere(FetchOutcome outcome, String detail) {
    return new Location.Nowhere(FetchResponse.failed(outcome, detail, null));
  }

  @Override
  public FetchResponse fetch(FetchRequest request, InetAddress address, Runnable sent) {
    Visit visit = new Visit(sent);
    OkHttpClient client = request.localAllowed() ? localClient : publicClient;
    Call call;
    try {
      call = client.newBuilder().dns(new Pinned(address)).build().newCall(asked(request, visit));
    } catch (IllegalArgumentException e) {
      return FetchResponse.failed(FetchOutcome.MALFORMED_REDIRECT, message(e), null);
    }
    try (Response response = call.execute()) {
      FetchResponse taken = taken(request, response, visit.address());
      if (isLeftUnread(taken.outcome())) {
        call.cancel(); // closing alone would drain what is left of the body
      }
      return taken;
    } catch (IOException e) {
      return FetchResponse.failed(outcomeOf(e), message(e), visit.address());
    } catch (IllegalStateException | IllegalArgumentException e) {
      return FetchResponse.failed(FetchOutcome.MALFORMED_RESPONSE, message(e), visit.address());
    }
  }

  private static boolean isLeftUnread(FetchOutcome outcome) {
    return switch (outcome) {
      case TOO_LARGE,
          COMPRESSION_BOMB,
          HEADERS_TOO_LARGE,
          UNSUPPORTED_CONTENT_TYPE,
          UNSUPPORTED_ENCODING ->
          true;
      default -> false;
    };
  }

  private Request asked(FetchRequest request, Visit visit) {
    Request.Builder asked =
        new Request.Builder()
            .url(request.url())
            .tag(Visit.class, visit)
            .header("User-Agent", userAgent)
            .header("Accept-Encoding", ContentCoding.ACCEPTED)
            .header("Accept", accept(request));
    if (request.etag() != null) {
      asked.header("If-None-Match", request.etag());
    }
    if (request.lastModified() != null) {
      asked.header("If-Modified-Since", request.lastModified());
    }
    FetchRequest.More more = request.more();
    if (more != null) {
      more.headers().forEach(asked::header);
      if (more.posted() != null) {
        asked.post(RequestBody.create(more.posted(), null)); // its type is among the headers
      }
    }
    return asked.build();
  }

  private static String accept(FetchRequest request) {
    return request.acceptedTypes().isEmpty()
        ? "*/*"
        : String.join(",", new java.util.TreeSet<>(request.acceptedTypes()));
  }

  private FetchResponse taken(FetchRequest request, Response response, @Nullable String address)
      throws IOException {
    Answer answer = new Answer(response, address);
    if (response.headers().byteCount() > limits.maxHeaderBytes()) {
      return answer.ended(
          FetchOutcome.HEADERS_TOO_LARGE, response.headers().byteCount() + " bytes of headers");
    }
    if (response.code() == NOT_MODIFIED) {
      return answer.ended(FetchOutcome.NOT_MODIFIED, null);
    }
    if (!response.isSuccessful()) {
      return answer.ended(StatusMeaning.of(response.code()), "status " + response.code());
    }
    String type = bare(header(response, "Content-Type"));
    boolean unsaid = ContentSniffer.saysNothing(type);
    if (!unsaid && !request.accepts(type)) {
      return answer.ended(FetchOutcome.UNSUPPORTED_CONTENT_TYPE, "content type \"" + type + "\"");
    }
    ResponseBody body = response.body();
    if (body.contentLength() > request.maxBodyBytes() && !request.truncate()) {
      return answer.ended(FetchOutcome.TOO_LARGE, body.contentLength() + " bytes announced");
    }
    BodyReader.Read read =
        BodyReader.read(
            body.byteStream(),
            header(response, "Content-Encoding"),
            request.maxBodyBytes(),
            request.truncate());
    if (read.outcome() != FetchOutcome.FETCHED) {
      String limit = "limit " + request.maxBodyBytes() + " bytes";
      return answer.refused(read.outcome(), limit, read.received());
    }
    if (!unsaid) {
      return answer.fetched(read.bytes(), null);
    }
    String looks = ContentSniffer.typeOf(read.bytes());
    return request.accepts(looks)
        ? answer.fetched(read.bytes(), looks)
        : answer.ended(FetchOutcome.UNSUPPORTED_CONTENT_TYPE, "looks like " + looks);
  }

  private record Answer(Response response, @Nullable String address) {
    FetchResponse ended(FetchOutcome outcome, @Nullable String detail) {
      return refused(outcome, detail, 0);
    }

    /// @param received bytes of the body read before it was refused
    FetchResponse refused(FetchOutcome outcome, @Nullable String detail, long received) {
      return new FetchResponse(
          outcome,
          detail,
          response.code(),
          address,
          response.headers().toMultimap(),
          new byte[0],
          received);
    }

    /// @param sniffed type that stands in for the one that says nothing
    FetchResponse fetched(byte[] body, @Nullable String sniffed) {
      Map<String, List<String>> headers = new HashMap<>(response.headers().toMultimap());
      if (sniffed != null) {
        headers.put("content-type", List.of(sniffed));
      }
      return new FetchResponse(FetchOutcome.FETCHED, null, response.code(), address, headers, body);
    }
  }

  private static String header(Response response, String name) {
    return Objects.requireNonNullElse(response.header(name), "");
  }

  /// `text/html; charset=x` → `text/html`
  private static String bare(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static FetchOutcome outcomeOf(IOException failure) {
    return switch (failure) {
      case AddressForbiddenException ignored -> FetchOutcome.ADDRESS_FORBIDDEN;
      case UnknownHostException ignored -> FetchOutcome.NAME_UNRESOLVED;
      case SocketTimeoutException ignored -> FetchOutcome.TIMED_OUT;
      case InterruptedIOException ignored -> FetchOutcome.TIMED_OUT;
      case ConnectException ignored -> FetchOutcome.CONNECT_FAILED;
      case NoRouteToHostException ignored -> FetchOutcome.CONNECT_FAILED;
      case SSLException ignored -> FetchOutcome.TLS_FAILED;
      case ProtocolException ignored -> FetchOutcome.MALFORMED_RESPONSE;
      case ZipException ignored -> FetchOutcome.MALFORMED_RESPONSE;
      case EOFException ignored -> FetchOutcome.CONNECTION_LOST;
      default -> FetchOutcome.CONNECTION_LOST;
    };
  }

  private static String message(Exception failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  @Override
  public void close() {
    publicClient.connectionPool().evictAll();
    localClient.connectionPool().evictAll();
  }
}
