package aifactory.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The published description of the interface: complete, and true of the running service.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
class OpenApiIT {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private RunningService service;
  private JsonNode document;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    service.serve("production", TinyBundle.publish(RunningService.modelStore(), "described"));
    document = service.got("/v1/openapi.json");
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method + " " + path.getKey())));
    assertThat(described).isEqualTo(routes());
  }

  @Test
  void everyExampleIsAnsweredInTheFormThatIsPromised() {
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> answers(method.getKey(), path.getKey(), method.getValue())));
  }

  @Test
  void aRefusalHasTheFormThatIsPromised() {
    HttpResponse<String> refused = service.post("/v1/chat/completions", "{}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertForm("#/components/schemas/Failure", refused.body());
    assertForm("#/components/schemas/Refusal", service.post("/api/generate", "{}").body());
  }

  private void answers(String method, String path, JsonNode operation) {
    String address = path;
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.path("name").asText();
      String example = parameter.path("example").asText();
      if (parameter.path("in").asText().equals("path")) {
        address = address.replace("{" + name + "}", example);
      } else if (!example.isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(example);
      }
    }
    JsonNode content = operation.path("requestBody").path("content").path("application/json");
    if (method.equals("post")) {
      assertForm(content.path("schema").path("$ref").asText(), content.path("example").toString());
    }
    String body = method.equals("post") ? content.path("example").toString() : "";
    HttpResponse<String> answer =
        service.send(method.toUpperCase(java.util.Locale.ROOT), address + query, body);
    assertThat(answer.statusCode()).as(address + " " + answer.body()).isEqualTo(200);
    JsonNode promised = operation.path("responses").path("200").path("content");
    assertForm(
        promised.path("application/json").path("schema").path("$ref").asText(), answer.body());
  }

  private void assertForm(String reference, String json) {
    ObjectNode form = document.deepCopy();
    form.removeAll();
    form.put("$ref", reference).set("components", document.path("components"));
    Schema schema = SCHEMAS.getSchema(form.toString(), InputFormat.JSON);
    assertThat(schema.validate(json, InputFormat.JSON)).as(reference + " " + json).isEmpty();
  }

  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("aifactory.inference.rest")) {
      if (each.isAnnotatedWith(Path.class)) {
        String base = each.getAnnotationOfType(Path.class).value();
        each.getMethods().forEach(method -> add(routes, base, method));
      }
    }
    return routes;
  }

  private static void add(Set<String> routes, String base, JavaMethod method) {
    String path =
        method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
    if (method.isAnnotatedWith(GET.class)) {
      routes.add("get " + base + path);
    }
    if (method.isAnnotatedWith(POST.class)) {
      routes.add("post " + base + path);
    }
  }
}
