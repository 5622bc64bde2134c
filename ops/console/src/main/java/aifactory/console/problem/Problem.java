package aifactory.console.problem;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Builds answers of type `application/problem+json`.
public final class Problem {
  public static final MediaType TYPE = new MediaType("application", "problem+json");

  private Problem() {}

  /// An answer with the members of RFC 9457 and the reference system's `status`-free `message`.
  public static Response answer(
      int status, String code, String detail, Map<String, ? extends Object> more) {
    return Response.status(status).type(TYPE).entity(body(status, code, detail, more)).build();
  }

  /// The members alone.
  public static Map<String, Object> body(
      int status, String code, String detail, Map<String, ? extends Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:aifactory:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    body.put("title", title(status));
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    body.putAll(more);
    return body;
  }

  /// An answer without further members.
  public static Response answer(int status, String code, String detail) {
    return answer(status, code, detail, Map.of());
  }

  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
