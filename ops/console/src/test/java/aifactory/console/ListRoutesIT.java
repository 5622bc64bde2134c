package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every route that reads is either a list, which pages and filters, or is named here as one thing:
/// a new one that is neither fails.
@QuarkusTest
@TestProfile(KnownFactory.class)
final class ListRoutesIT {
  /// Lists, by the member of the answer that is the list.
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("/api/artifacts", "artifacts"),
          Map.entry("/api/audit", "entries"),
          Map.entry("/api/commands", "commands"),
          Map.entry("/api/configuration", "settings"),
          Map.entry("/api/datasets", "datasets"),
          Map.entry("/api/dead-letters", "dead_letters"),
          Map.entry("/api/documents", "documents"),
          Map.entry("/api/evals", "runs"),
          Map.entry("/api/evals/examinations", "examinations"),
          Map.entry("/api/evals/items", "items"),
          Map.entry("/api/keys", "keys"),
          Map.entry("/api/logs", "lines"),
          Map.entry("/api/models", "models"),
          Map.entry("/api/models/aliases", "aliases"),
          Map.entry("/api/models/decisions", "decisions"),
          Map.entry("/api/models/productions", "productions"),
          Map.entry("/api/nodes", "nodes"),
          Map.entry("/api/policies", "policies"),
          Map.entry("/api/rejections", "rejections"),
          Map.entry("/api/retractions", "retractions"),
          Map.entry("/api/sources", "sources"),
          Map.entry("/api/takedowns", "takedowns"),
          Map.entry("/api/topics", "topics"),
          Map.entry("/api/training/checkpoints", "checkpoints"),
          Map.entry("/api/training/jobs", "jobs"),
          Map.entry("/api/training/jobs/{jobId}/logs", "lines"),
          Map.entry("/api/training/runs", "runs"));

  /// Paged backwards by an offset of the log, not by a number of rows.
  private static final String LOG = "/api/topics/{topic}/records";

  /// One thing, its parts, or a stream.
  private static final Set<String> ONE =
      Set.of(
          "/api/artifacts/{name}",
          "/api/artifacts/{name}/download",
          "/api/bootstrap",
          "/api/commands/{commandId}",
          "/api/corpus",
          "/api/datasets/{dataset}",
          "/api/datasets/{dataset}/difference",
          "/api/documents/{version}/raw",
          "/api/documents/{version}/text",
          "/api/evals/status",
          "/api/lineage",
          "/api/migration/gguf-export/status",
          "/api/migration/hf-train/status",
          "/api/models/{bundleId}",
          "/api/retrieve",
          "/api/runtime-config",
          "/api/session",
          "/api/session/account",
          "/api/session/account/return",
          "/api/sources/{sourceId}",
          "/api/status",
          "/api/stream",
          "/api/tags",
          "/api/topics/{topic}",
          "/api/training/curves",
          "/api/training/form",
          "/api/training/form/preview",
          "/api/training/jobs/{jobId}");

  /// What filters match in the known factory whose names are no fields of the first row; that they
  /// do not match everything is asked of all filters alike.
  private static final Map<String, String> MATCHED =
      Map.ofEntries(
          Map.entry("/api/artifacts?hash", "known-hash"),
          Map.entry("/api/artifacts?precision", "fp32"),
          Map.entry("/api/artifacts?q", "known-art"),
          Map.entry("/api/artifacts?task", "lm-train"),
          Map.entry("/api/configuration?q", "PROMOTION"),
          Map.entry("/api/datasets?domain", "known.example"),
          Map.entry("/api/datasets?q", "ds-known"),
          Map.entry("/api/datasets?source", "web"),
          Map.entry("/api/documents?q", "whole.html"),
          Map.entry("/api/evals/examinations?checkpoint", Sha256.hex("checkpoint")),
          Map.entry("/api/logs?level", "WARN"),
          Map.entry("/api/logs?q", "slow down"),
          Map.entry("/api/models?name", "nano"),
          Map.entry("/api/nodes?q", "crawler-51"),
          Map.entry("/api/nodes?type", "trainer"),
          Map.entry("/api/policies?domain", "wikipedia"),
          Map.entry("/api/rejections?q", "/page/"),
          Map.entry("/api/sources?q", "ja.samples"),
          Map.entry("/api/takedowns?kind", "URL"),
          Map.entry("/api/takedowns?q", "gone.example"),
          Map.entry("/api/topics?q", "corpus."),
          Map.entry("/api/training/jobs?hash", "known-hash"),
          Map.entry("/api/training/jobs/train-1/logs?level", "INFO"),
          Map.entry("/api/training/jobs/train-1/logs?q", "learning"),
          Map.entry("/api/training/runs?outcome", "open"));

  private static final Set<String> PAGING = Set.of("limit", "offset");

  /// Asked here, because before all tests the console's port is not yet known.
  @BeforeEach
  void somethingIsInEveryList() {
    KnownFactory.tell();
  }

  @Test
  void everyReadingRouteIsAListOrIsNamedAsOneThing() {
    Set<String> named = new TreeSet<>(LISTS.keySet());
    named.addAll(ONE);
    named.add(LOG);

    assertThat(new TreeSet<>(readingRoutes().keySet())).isEqualTo(named);
  }

  @Test
  void everyListPagesAndFilters() {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    Map<String, List<String>> routes = readingRoutes();
    for (Map.Entry<String, String> each : LISTS.entrySet()) {
      String route = each.getKey();
      String member = each.getValue();
      List<String> parameters = routes.getOrDefault(route, List.of());
      List<String> filters = parameters.stream().filter(name -> !PAGING.contains(name)).toList();
      if (!parameters.containsAll(PAGING)) {
        wrong.add(route + " does not page");
      }
      if (filters.isEmpty()) {
        wrong.add(route + " does not filter");
      }
      String path = route.replace("{jobId}", "train-1");
      pages(path, member, wrong);
      for (String filter : filters) {
        none(path, member, filter, wrong);
        if (some(path, member, filter, wrong)) {
          found++;
        } else {
          known(path, member, filter, wrong);
        }
      }
    }
    assertThat(found).as("filters that were asked for what the first row has").isGreaterThan(25);
    assertThat(routes.get(LOG)).contains("limit", "before", "until", "key", "partition");

    assertThat(wrong).isEmpty();
  }

  private static void pages(String path, String member, List<String> wrong) {
    List<?> one = list(path, member, Map.of("limit", 1));
    if (one.size() != 1) {
      wrong.add(path + "?limit=1 has " + one.size());
    }
    List<?> next = list(path, member, Map.of("limit", 1, "offset", 1));
    if (next.size() > 1 || next.equals(one)) {
      wrong.add(path + "?limit=1&offset=1 has " + next);
    }
    if (!list(path, member, Map.of("offset", 1_000_000)).isEmpty()) {
      wrong.add(path + " has something behind its end");
    }
    for (String bad : List.of("limit=0", "limit=501", "offset=-1", "limit=ten")) {
      Response answer = admin().get(path + "?" + bad);
      if (answer.statusCode() != 400 || !isProblem(answer)) {
        wrong.add("%s?%s answered %d".formatted(path, bad, answer.statusCode()));
      }
    }
  }

  /// A filter that nothing matches leaves nothing, or is refused: one that is not looked at would
  /// leave everything.
  private static void none(String path, String member, String filter, List<String> wrong) {
    Response answer = admin().queryParam(filter, "no-such-thing").get(path);
    boolean refused = answer.statusCode() == 400 && isProblem(answer);
    if (!refused && (answer.statusCode() != 200 || !answer.jsonPath().getList(member).isEmpty())) {
      wrong.add("%s?%s= answered %s".formatted(path, filter, answer.asString()));
    }
  }

  /// A filter whose name is no field of a row leaves what it is known to match.
  private static void known(String path, String member, String filter, List<String> wrong) {
    String value = MATCHED.get(path + "?" + filter);
    if (value == null) {
      wrong.add("%s?%s: nobody said here what it matches".formatted(path, filter));
      return;
    }
    List<?> rows = list(path, member, Map.of(filter, value, "limit", 500));
    List<?> all = list(path, member, Map.of("limit", 500));
    if (rows.isEmpty() || !all.containsAll(rows)) {
      wrong.add("%s?%s=%s has %s".formatted(path, filter, value, rows));
    }
  }

  /// A filter that asks for what the first row has leaves that row, and only rows that have it. Not
  /// for filters of other names than the row's fields, nor for the least level of a log's lines.
  private static boolean some(String path, String member, String filter, List<String> wrong) {
    if (filter.equals("level")
        || !(list(path, member, Map.of("limit", 1)).getFirst() instanceof Map<?, ?> first)) {
      return false;
    }
    Object value = first.get(first.containsKey(filter) ? filter : filter + "_id");
    if (!(value instanceof String || value instanceof Boolean) || "".equals(value)) {
      return false;
    }
    List<?> rows = list(path, member, Map.of(filter, value, "limit", 500));
    if (rows.isEmpty()) {
      wrong.add("%s?%s=%s has nothing".formatted(path, filter, value));
    }
    for (Object each : rows) {
      if (each instanceof Map<?, ?> row
          && !String.valueOf(value)
              .equalsIgnoreCase(
                  String.valueOf(row.get(row.containsKey(filter) ? filter : filter + "_id")))) {
        wrong.add("%s?%s=%s has %s".formatted(path, filter, value, row));
        break;
      }
    }
    return true;
  }

  private static List<?> list(String path, String member, Map<String, ?> parameters) {
    Response answer = admin().queryParams(parameters).get(path);
    assertThat(answer.statusCode())
        .as("%s %s: %s", path, parameters, answer.asString())
        .isEqualTo(200);
    return answer.jsonPath().getList(member);
  }

  private static boolean isProblem(Response answer) {
    return answer.contentType().startsWith("application/problem+json");
  }

  private static io.restassured.specification.RequestSpecification admin() {
    return given().header("x-admin-token", ConsoleBed.TOKEN);
  }

  /// Query parameters of every GET route of the OpenAPI document.
  private static Map<String, List<String>> readingRoutes() {
    Map<String, Map<String, Map<String, Object>>> paths =
        given().accept(ContentType.JSON).get("/q/openapi?format=json").path("paths");
    Map<String, List<String>> routes = new java.util.TreeMap<>();
    paths.forEach((path, methods) -> {
      if (path.startsWith("/api/") && methods.get("get") instanceof Map<String, Object> get) {
        routes.put(path, queried(get.get("parameters")));
      }
    });
    return routes;
  }

  private static List<String> queried(@Nullable Object parameters) {
    List<String> names = new ArrayList<>();
    if (parameters instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> parameter && "query".equals(parameter.get("in"))) {
          names.add(String.valueOf(parameter.get("name")));
        }
      }
    }
    return names;
  }
}
