package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of the reference system ask for and read: every one of its routes that is the
/// console's, with status, fields, and problem details (RFC 9457) where it refused with words.
@QuarkusTest
@TestProfile(KnownFactory.class)
final class ReferenceRoutesIT {
  @BeforeEach
  void everyListHasSomething() {
    KnownFactory.tell();
  }

  /// @param place of the object that has the fields; `$` is the whole answer
  @ParameterizedTest(name = "GET {0} has {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /api/runtime-config               | $ | max_generate_tokens,db_ui_url,system_role,postgres_host,admin_token_required,use_production_model,production_checkpoint_exists,auto_profile
          /api/runtime-config               | auto_profile | device,cpu_cores,total_ram_gb,available_ram_gb,model_size,train_seq_len,train_batch_size,max_generate_tokens,max_crawler_workers,pytorch_cpu_threads
          /api/status                       | $ | is_running,current_phase,role,logs,stats,system
          /api/status                       | stats | collected_docs_wiki,collected_docs_web,collected_docs_rss,collected_docs_news,collected_docs_arxiv,collected_docs_docs,blocked_docs,total_docs,dataset_size_mb,active_workers,current_step,current_epoch,current_loss,current_val_loss,best_val_loss
          /api/status                       | system | cpu_percent,ram_percent,cpu_cores,total_ram_gb,available_ram_gb,suggested_model_size,suggested_max_tokens
          /api/nodes                        | nodes[0] | node_id,role,status,cpu_usage,ram_usage,target_status,last_heartbeat
          /api/evals                        | runs[0] | id,model_tag,avg_score,result_json,created_at
          /api/evals/status                 | $ | status,last_output,last_error
          /api/models                       | models[0] | id,model_tag,checkpoint_path,source_checkpoint,avg_score,promoted,notes,created_at
          /api/policies                     | policies[0] | domain_pattern,source_type,license_tag,allow_training,base_weight,notes
          /api/datasets                     | datasets[0] | dataset_tag,total_docs,source_breakdown,created_at
          /api/migration/hf-train/status    | $ | status,last_output,last_error
          /api/migration/gguf-export/status | $ | status,last_output,last_error
          """)
  void whatIsReadHasItsFields(String route, String place, String fields) {
    Response answer = given().get(route);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    JsonPath told = answer.jsonPath();
    assertThat(told.getMap(place).keySet()).contains((Object[]) fields.split(","));
  }

  @ParameterizedTest(name = "POST {0} {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /api/control                    | {'action': 'start'}                       | success      | message,command_id
          /api/control                    | {'action': 'stop'}                        | success      | message,command_id
          /api/nodes/control-all          | {'action': 'start'}                       | success      | message,command_ids
          /api/nodes/control-all          | {'action': 'stop', 'role': 'master'}      | success      | message,command_ids
          /api/nodes/control-all          | {'action': 'start', 'role': 'all'}        | success      | message,command_ids
          /api/nodes/NODE/control         | {'action': 'start'}                       | success      | message,command_id
          /api/nodes/cleanup-stale        | {}                                        | success      | message,node_ids
          /api/evals/run                  |                                           | started,busy | message,job_id
          /api/evals/run                  |                                           | busy         | message,job_id
          /api/models/promote             | {'bundle_id': 'BUNDLE', 'force': true, 'reason': 'trial'} | success | message,decision,bundle_id
          /api/models/promote             |                                           | success      | message,decision,bundle_id
          /api/models/promote?force=1     | {'bundle_id': 'BUNDLE', 'reason': 'trial'} | success     | message,decision,bundle_id
          /api/models/promote?force=false | {}                                        | success      | message,decision,bundle_id
          /api/policies                   | {'domain_pattern': 'reference.example'}   | success      | message
          /api/policies                   | {'domain_pattern': 'reference.example', 'source_type': 'web', 'license_tag': 'cc0', 'allow_training': false, 'base_weight': 0.5, 'notes': 'n'} | success | message
          /api/migration/hf-train/run     | {}                                        | started,busy | message,job_id
          /api/migration/hf-train/run     | {}                                        | busy         | message,job_id
          /api/migration/gguf-export/run  | {'quant': 'q8_0'}                         | started,busy | message,job_id
          /api/migration/gguf-export/run  |                                           | busy         | message,job_id
          """)
  void whatIsOrderedIsAnswered(String route, @Nullable String body, String states, String fields) {
    Response answer = post(admin(), route, body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(List.of(states.split(","))).contains(answer.<String>path("status"));
    assertThat(answer.jsonPath().getMap("$").keySet()).contains((Object[]) fields.split(","));
  }

  /// @param field what the answer names as wrong; empty where no field is
  @ParameterizedTest(name = "POST {0} {1} is refused with {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /api/control                   | {'action': 'jump'}                       | 400 | INVALID_FIELD  | action
          /api/control                   | {}                                       | 400 | INVALID_FIELD  | action
          /api/control                   | {'action': 7                             | 400 | MALFORMED_JSON |
          /api/nodes/control-all         | {'action': 'start', 'role': 'king'}      | 400 | INVALID_FIELD  | role
          /api/nodes/NODE/control        | {'action': 'jump'}                       | 400 | INVALID_FIELD  | action
          /api/nodes/nobody/control      | {'action': 'start'}                      | 404 | UNKNOWN_NODE   |
          /api/nodes/cleanup-stale       | {'older_than_sec': 59}                   | 400 | INVALID_FIELD  | older_than_sec
          /api/nodes/cleanup-stale       | {'older_than_sec': 86401}                | 400 | INVALID_FIELD  | older_than_sec
          /api/evals/run                 | {'bundle_id': 'no id'}                   | 400 | INVALID_FIELD  | bundle_id
          /api/models/promote            | {'bundle_id': '00000000', 'reason': 'x'} | 404 | UNKNOWN_BUNDLE |
          /api/models/promote            | {'bundle_id': 'LOW', 'reason': 'x'}      | 409 | SCORE_BELOW_MINIMUM |
          /api/models/promote            | {'force': true}                          | 400 | INVALID_FIELD  | reason
          /api/models/promote?force=true | {}                                       | 400 | INVALID_FIELD  | reason
          /api/models/promote            | {'force': true, 'reason': ' '}           | 400 | INVALID_FIELD  | reason
          /api/models/promote?force=yes  | {}                                       | 400 | INVALID_FIELD  | force
          /api/models/rollback           | {}                                       | 400 | INVALID_FIELD  | reason
          /api/policies                  | {'domain_pattern': ''}                   | 400 | INVALID_FIELD  | domain_pattern
          /api/policies                  | {'source_type': 'web'}                   | 400 | INVALID_FIELD  | domain_pattern
          /api/policies                  | {'domain_pattern': 'a.example', 'base_weight': 101} | 400 | INVALID_FIELD | base_weight
          /api/policies                  | {'domain_pattern': 'a.example', 'source_type': 'wood'} | 400 | INVALID_FIELD | source_type
          /api/migration/hf-train/run    | {'output_dir': '/tmp'}                   | 400 | INVALID_FIELD  | output_dir
          /api/migration/hf-train/run    | {'train_text': 'a.txt'}                  | 400 | INVALID_FIELD  | train_text
          /api/migration/gguf-export/run | {'llama_cpp_dir': '/opt'}                | 400 | INVALID_FIELD  | llama_cpp_dir
          /api/migration/gguf-export/run | {'quant': 'q1'}                          | 400 | INVALID_FIELD  | quant
          """)
  void whatCannotBeDoneSaysWhy(
      String route, String body, int status, String code, @Nullable String field) {
    Response answer = post(admin(), route, body);

    isProblem(answer, status, code);
    if (field != null) {
      assertThat(answer.jsonPath().<String>getList("errors.field")).contains(field);
    }
  }

  @ParameterizedTest(name = "POST {0} needs the token")
  @CsvSource({
    "/api/control",
    "/api/nodes/control-all",
    "/api/nodes/NODE/control",
    "/api/nodes/cleanup-stale",
    "/api/evals/run",
    "/api/models/promote",
    "/api/policies",
    "/api/migration/hf-train/run",
    "/api/migration/gguf-export/run"
  })
  void nothingIsDoneWithoutTheToken(String route) {
    isProblem(post(given(), route, "{}"), 401, "TOKEN_MISSING");
  }

  @Test
  void aWrongTokenIsRefusedAndSoIsATokenInTheAddress() {
    isProblem(
        post(given().header("x-admin-token", "wrong"), "/api/control", "{'action': 'start'}"),
        403,
        "TOKEN_WRONG");
    isProblem(
        post(given().queryParam("token", ConsoleBed.TOKEN), "/api/control", "{'action': 'start'}"),
        401,
        "TOKEN_MISSING");
  }

  @Test
  void theDashboardIsServedAtTheRoot() {
    Response page = given().get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
  }

  @Test
  void aWorkerIsToldWhereToWorkAndNothingOfTheDatabase() {
    String token = post(admin(), "/api/join-tokens", "{}").path("token");
    Response told = given().header("x-join-token", token).get("/api/bootstrap");
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.jsonPath().getMap("$").keySet())
        .contains("system_role", "kafka_bootstrap_servers", "schema_registry_url")
        .noneMatch(each -> String.valueOf(each).contains("postgres"));
    isProblem(given().header("x-join-token", token).get("/api/bootstrap"), 403, "JOIN_TOKEN_WRONG");
    isProblem(given().get("/api/bootstrap"), 400, "INVALID_FIELD");
  }

  private static void isProblem(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    Map<String, Object> problem = answer.jsonPath().getMap("$");
    assertThat(problem).containsEntry("status", status).containsEntry("code", code);
    assertThat(problem.keySet()).contains("type", "title", "detail");
  }

  private static RequestSpecification admin() {
    return given().header("x-admin-token", ConsoleBed.TOKEN);
  }

  /// Writes the names of the known factory into an order and sends it.
  private static Response post(RequestSpecification asking, String route, @Nullable String body) {
    RequestSpecification filled = asking.contentType(ContentType.JSON);
    if (body != null) {
      filled.body(
          body.replace('\'', '"')
              .replace("BUNDLE", Sha256.hex("bundle 1"))
              .replace("LOW", Sha256.hex("bundle 0")));
    }
    return filled.post(route.replace("NODE", KnownFactory.NODE));
  }
}
