package aifactory.crawler.fetch;

import aifactory.crawler.outcome.FetchOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a request ended.
///
/// @param detail what exactly went wrong, for people
/// @param status null when there was no answer
/// @param address address connected to; null when none was
/// @param headers by lower-case name; empty when there was no answer
/// @param body empty unless the outcome is FETCHED
/// @param received body bytes read; of a body that was refused, those that came over the wire until
///   then
public record FetchResponse(
    FetchOutcome outcome,
    @Nullable String detail,
    @Nullable Integer status,
    @Nullable String address,
    Map<String, List<String>> headers,
    byte[] body,
    long received) {

  /// An answer whose body was read whole or not at all.
  public FetchResponse(
      FetchOutcome outcome,
      @Nullable String detail,
      @Nullable Integer status,
      @Nullable String address,
      Map<String, List<String>> headers,
      byte[] body) {
    this(outcome, detail, status, address, headers, body, body.length);
  }

  static FetchResponse failed(FetchOutcome outcome, String detail, @Nullable String address) {
    return new FetchResponse(outcome, detail, null, address, Map.of(), new byte[0]);
  }

  /// First value of a header.
  public Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }

  public List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
