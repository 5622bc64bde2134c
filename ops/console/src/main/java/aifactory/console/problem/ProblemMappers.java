package aifactory.console.problem;

import aifactory.console.ledger.LedgerException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever a resource throws into problem details.
public final class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  @ServerExceptionMapper
  public Response refused(ProblemException problem) {
    return Problem.answer(
        problem.status(), problem.code(), String.valueOf(problem.getMessage()), problem.more());
  }

  @ServerExceptionMapper(priority = 1)
  public Response invalid(ConstraintViolationException violations) {
    List<Map<String, String>> errors =
        violations.getConstraintViolations().stream()
            .map(violation -> Map.of("field", field(violation), "message", violation.getMessage()))
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    String detail =
        errors.stream()
            .map(error -> error.get("field") + ": " + error.get("message"))
            .collect(Collectors.joining("; "));
    return Problem.answer(BAD_REQUEST, "INVALID_FIELD", detail, Map.of("errors", errors));
  }

  @ServerExceptionMapper
  public Response malformed(JsonProcessingException error) {
    return malformedJson(error);
  }

  /// More specific than Quarkus's own mapper for this type, which answers without a body.
  @ServerExceptionMapper(priority = 1)
  public Response mistyped(MismatchedInputException error) {
    return malformedJson(error);
  }

  @ServerExceptionMapper
  public Response brokerAway(RetriableException error) {
    LOG.warn("order not taken: broker or registry away", error);
    return Problem.answer(
        UNAVAILABLE, "BROKER_AWAY", "the broker or the schema registry does not answer; try again");
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException error) {
    JsonProcessingException json = cause(error);
    int status = error.getResponse().getStatus();
    if (json != null && status < SERVER_ERROR) {
      return malformedJson(json);
    }
    if (error instanceof NotFoundException
        && error.getCause() instanceof IllegalArgumentException) {
      return Problem.answer(BAD_REQUEST, "INVALID_PARAMETER", "a parameter is not of its type");
    }
    String detail = error.getMessage() == null ? "HTTP " + status : error.getMessage();
    return Problem.answer(status, "HTTP_" + status, detail);
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable error) {
    if (LedgerException.meansAway(error)) {
      LOG.warn("not done: the database is away reason={}", error.getMessage());
      Response problem =
          Problem.answer(
              UNAVAILABLE,
              "DATABASE_AWAY",
              "the database does not answer; look whether it was done, then try again");
      return Response.fromResponse(problem).header("Retry-After", "2").build();
    }
    LOG.error("request failed", error);
    return Problem.answer(SERVER_ERROR, "INTERNAL", "something went wrong here; the log has it");
  }

  private static Response malformedJson(JsonProcessingException error) {
    String field = "body";
    if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      field =
          mapping.getPath().stream()
              .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
              .collect(Collectors.joining("."));
    }
    String detail = field + ": " + error.getOriginalMessage();
    return Problem.answer(
        BAD_REQUEST,
        "MALFORMED_JSON",
        detail,
        Map.of("errors", List.of(Map.of("field", field, "message", error.getOriginalMessage()))));
  }

  private static @Nullable JsonProcessingException cause(Throwable error) {
    for (Throwable at = error.getCause(); at != null; at = at.getCause()) {
      if (at instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }

  /// `save.order.domainPattern` → `domain_pattern`: the name the client wrote.
  private static String field(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    String last = path.substring(path.lastIndexOf('.') + 1);
    return last.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }
}
