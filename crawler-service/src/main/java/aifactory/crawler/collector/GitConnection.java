package aifactory.crawler.collector;

import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URL;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/// A request of Git over HTTP, made like every other request of the crawler: in its turn, to a
/// permitted address, within a limit. One use, one thread.
final class GitConnection implements HttpConnection {
  /// Bodies come unpacked.
  private static final String UNPACKED = "content-encoding";

  private final URL url;
  private final Terms terms;
  private final Map<String, String> asked = new HashMap<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private String method = "GET";
  private @Nullable FetchResponse response;

  /// @param maxBytes of an answer, the pack included
  record Terms(PageSource pages, boolean localAllowed, int maxBytes)
      implements HttpConnectionFactory {
    @Override
    public HttpConnection create(URL url) {
      return new GitConnection(url, this);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) {
      return new GitConnection(url, this); // a proxy would connect for us, past the guard
    }
  }

  private GitConnection(URL url, Terms terms) {
    this.url = url;
    this.terms = terms;
  }

  private FetchResponse answer() throws IOException {
    FetchResponse known = response;
    if (known != null) {
      return known;
    }
    byte[] body = method.equals("POST") ? sent.toByteArray() : null;
    FetchResponse fresh =
        terms.pages.fetch(
            new FetchRequest(
                url.toString(),
                terms.localAllowed,
                Set.of(),
                terms.maxBytes,
                false,
                null,
                null,
                new FetchRequest.More(Map.copyOf(asked), body)));
    if (fresh.status() == null || isCutOff(fresh)) {
      throw new IOException(fresh.outcome() + ": " + fresh.detail());
    }
    response = fresh;
    return fresh;
  }

  private static boolean isCutOff(FetchResponse answer) {
    return switch (answer.outcome()) {
      case TOO_LARGE, COMPRESSION_BOMB, HEADERS_TOO_LARGE, UNSUPPORTED_ENCODING -> true;
      default -> false;
    };
  }

  @Override
  public int getResponseCode() throws IOException {
    Integer status = answer().status();
    return status == null ? 0 : status;
  }

  @Override
  public String getResponseMessage() throws IOException {
    return answer().outcome().name();
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    FetchResponse known = response;
    return known == null ? Map.of() : known.headers();
  }

  @Override
  public List<String> getHeaderFields(String name) {
    FetchResponse known = response;
    return known == null || name.equalsIgnoreCase(UNPACKED) ? List.of() : known.values(name);
  }

  @Override
  @SuppressWarnings("NullAway") // null = not there, as the interface has it
  public String getHeaderField(String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public String getContentType() {
    FetchResponse known = response;
    return known == null ? "" : known.header("content-type").orElse("");
  }

  @Override
  public int getContentLength() {
    FetchResponse known = response;
    return known == null ? -1 : known.body().length;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new ByteArrayInputStream(answer().body());
  }

  @Override
  public OutputStream getOutputStream() {
    return sent;
  }

  @Override
  public void setRequestProperty(String name, String value) {
    if (!name.equalsIgnoreCase("user-agent") && !name.equalsIgnoreCase("accept-encoding")) {
      asked.put(name, value);
    }
  }

  @Override
  public void setRequestMethod(String name) {
    method = name;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void connect() throws IOException {
    answer();
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setUseCaches(boolean use) {}

  @Override
  public void setConnectTimeout(int millis) {}

  @Override
  public void setReadTimeout(int millis) {}

  @Override
  public void setInstanceFollowRedirects(boolean follow) {}

  @Override
  public void setDoOutput(boolean output) {}

  @Override
  public void setFixedLengthStreamingMode(int length) {}

  @Override
  public void setChunkedStreamingMode(int length) {}

  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {}
}
