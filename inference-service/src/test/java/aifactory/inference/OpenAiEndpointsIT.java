package aifactory.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The forms that other people's clients expect, with a small model served.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
class OpenAiEndpointsIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final String HELLO =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"rag\":false,\"extractive\":false,"
          + "\"max_tokens\":6,\"temperature\":0%s}";

  private RunningService service;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    String bundle = TinyBundle.publish(RunningService.modelStore(), "endpoints");
    service.serve("production", bundle);
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void severalChoicesComeWithTheProbabilitiesOfTheirTokens() {
    JsonNode answer =
        service.posted(CHAT, HELLO.formatted(",\"n\":3,\"logprobs\":true,\"top_logprobs\":2"));
    assertThat(answer.path("choices")).hasSize(3);
    String greedy = answer.path("choices").get(0).path("message").path("content").asText();
    for (JsonNode choice : answer.path("choices")) {
      assertThat(choice.path("message").path("content").asText()).isEqualTo(greedy);
      JsonNode tokens = choice.path("logprobs").path("content");
      assertThat(tokens).isNotEmpty();
      for (JsonNode token : tokens) {
        assertThat(token.path("logprob").asDouble()).isNegative();
        assertThat(token.path("top_logprobs")).hasSize(2);
        assertThat(token.path("top_logprobs").get(0).path("logprob").asDouble())
            .as("greedy takes the best")
            .isEqualTo(token.path("logprob").asDouble());
      }
    }
    JsonNode usage = answer.path("usage");
    assertThat(usage.path("completion_tokens").asInt()).isBetween(3, 18);
  }

  @Test
  void aStreamSaysTheSameAsTheWholeAndEndsWithUsage() {
    JsonNode whole = service.posted(CHAT, HELLO.formatted(""));
    String options = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    List<String> events = events(service.post(CHAT, HELLO.formatted(options)));
    assertThat(events.getLast()).isEqualTo("[DONE]");
    StringBuilder text = new StringBuilder();
    for (String event : events.subList(0, events.size() - 2)) {
      JsonNode choice = RunningService.json(event).path("choices").get(0);
      text.append(choice.path("delta").path("content").asText(""));
    }
    assertThat(text.toString())
        .isEqualTo(whole.path("choices").get(0).path("message").path("content").asText());
    JsonNode usage = RunningService.json(events.get(events.size() - 2));
    assertThat(usage.path("choices")).isEmpty();
    assertThat(usage.path("usage").path("completion_tokens").asInt())
        .isEqualTo(whole.path("usage").path("completion_tokens").asInt());
  }

  @Test
  void anAnswerKeepsTheFormThatWasAskedFor() {
    String form =
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":"
            + "{\"type\":\"integer\",\"minimum\":10,\"maximum\":99}}}";
    JsonNode choice = service.posted(CHAT, HELLO.formatted(form)).path("choices").get(0);
    assertThat(choice.path("message").path("content").asInt()).isBetween(10, 99);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    String regex = ",\"response_format\":{\"type\":\"regex\",\"regex\":\"[xyz]{2}\"}";
    JsonNode drawn = service.posted(CHAT, HELLO.formatted(regex)).path("choices").get(0);
    assertThat(drawn.path("message").path("content").asText()).matches("[xyz]{2}");
    String not = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":%s}}";
    assertRefused(CHAT, HELLO.formatted(not.formatted("{\"not\":{}}")), 400);
    assertRefused(CHAT, HELLO.formatted(not.formatted("7")), 400);
    assertRefused(CHAT, HELLO.formatted(",\"response_format\":{\"type\":\"xml\"}"), 400);
    assertRefused(CHAT, HELLO.formatted(",\"tools\":[{\"type\":\"search\"}]"), 400);
  }

  @Test
  void anotherModelAnswersBesideTheServedOneWhenItIsNamed() {
    String other = TinyBundle.publish(RunningService.modelStore(), "beside");
    String named = ",\"model\":\"%s\"".formatted(other);
    assertThat(service.posted(CHAT, HELLO.formatted(named)).path("system_fingerprint").asText())
        .isEqualTo(other);
    assertThat(service.posted(CHAT, HELLO.formatted("")).path("system_fingerprint").asText())
        .isNotEqualTo(other);
    assertThat(service.got("/v1/models/" + other).path("id").asText()).isEqualTo(other);
    JsonNode shown = service.posted("/api/show", "{\"model\":\"%s\"}".formatted(other));
    assertThat(shown.path("modelfile").asText()).isEqualTo("FROM " + other);
    assertRefused(CHAT, HELLO.formatted(",\"model\":\"%s\"".formatted("0".repeat(64))), 404);
  }

  @Test
  void aBiasDecidesWhichTokenComes() {
    JsonNode answer =
        service.posted(
            "/v1/completions",
            "{\"prompt\":\"x\",\"max_tokens\":3,\"temperature\":0,\"logit_bias\":{\"33\":100},\"extractive\":false,"
                + "\"logprobs\":1}");
    JsonNode tokens = answer.path("choices").get(0).path("logprobs").path("tokens");
    assertThat(tokens).hasSize(3);
    assertThat(tokens.get(0)).isEqualTo(tokens.get(1)).isEqualTo(tokens.get(2));
  }

  @Test
  void responsesAreWholeOrStreamedInNumberedEvents() {
    String body =
        "{\"input\":\"Hello\",\"rag\":false,\"extractive\":false,\"max_output_tokens\":6,\"temperature\":0%s}";
    JsonNode whole = service.posted("/v1/responses", body.formatted(""));
    assertThat(whole.path("object").asText()).isEqualTo("response");
    assertThat(whole.path("status").asText()).isIn("completed", "incomplete");
    String text = whole.path("output").get(0).path("content").get(0).path("text").asText();
    List<String> events = events(service.post("/v1/responses", body.formatted(",\"stream\":true")));
    StringBuilder streamed = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = RunningService.json(events.get(i));
      assertThat(event.path("sequence_number").asInt()).isEqualTo(i);
      streamed.append(event.path("delta").asText(""));
    }
    assertThat(streamed.toString()).isEqualTo(text);
    assertThat(RunningService.json(events.getFirst()).path("type").asText())
        .isEqualTo("response.created");
    JsonNode last = RunningService.json(events.getLast()).path("response");
    assertThat(last.path("output").get(0).path("content").get(0).path("text").asText())
        .isEqualTo(text);
    assertRefused("/v1/responses", "{\"input\":\"x\",\"previous_response_id\":\"r\"}", 400);
  }

  @Test
  void embeddingsComeAsNumbersOrAsBase64() {
    JsonNode numbers =
        service.posted(
            "/v1/embeddings", "{\"model\":\"word-vectors\",\"input\":[\"mixed\",\"cat\"]}");
    assertThat(numbers.path("data")).hasSize(2);
    JsonNode first = numbers.path("data").get(0).path("embedding");
    assertThat(first.get(0).floatValue()).isEqualTo(0.6f);
    JsonNode packed =
        service.posted("/v1/embeddings", "{\"input\":\"mixed\",\"encoding_format\":\"base64\"}");
    byte[] bytes =
        Base64.getDecoder().decode(packed.path("data").get(0).path("embedding").asText());
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(4)).isEqualTo(0.8f);
    assertRefused("/v1/embeddings", "{\"model\":\"ada\",\"input\":\"x\"}", 404);
    assertRefused("/v1/embeddings", "{\"input\":[]}", 400);
    assertRefused("/v1/embeddings", "{\"input\":\"x\",\"dimensions\":3}", 400);
  }

  @Test
  void ollamasClientsGetLinesAndTheReferenceSystemsItsOwnForm() {
    String options =
        "\"options\":{\"num_predict\":6,\"temperature\":0},\"rag\":false,\"extractive\":false";
    String chat =
        "{\"model\":\"factory:latest\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],%s%s}";
    JsonNode whole = service.posted("/api/chat", chat.formatted(options, ",\"stream\":false"));
    assertThat(whole.path("done").asBoolean()).isTrue();
    List<String> lines =
        Arrays.asList(service.post("/api/chat", chat.formatted(options, "")).body().split("\n"));
    StringBuilder text = new StringBuilder();
    lines.forEach(
        line -> text.append(RunningService.json(line).path("message").path("content").asText()));
    assertThat(text.toString()).isEqualTo(whole.path("message").path("content").asText());
    assertThat(RunningService.json(lines.getLast()).path("eval_count").asInt()).isPositive();
    String generate = "{\"model\":\"factory\",\"prompt\":\"Hello\",%s,\"stream\":false}";
    assertThat(service.posted("/api/generate", generate.formatted(options)).has("response"))
        .isTrue();
    assertThat(service.posted("/api/generate", "{\"prompt\":\"Hello\"}").path("status").asText())
        .isEqualTo("success");
    assertThat(service.got("/api/tags").path("models").findValuesAsText("name"))
        .contains("factory:latest", "production:latest");
    assertThat(
            service
                .posted("/api/show", "{\"model\":\"factory\"}")
                .path("details")
                .path("format")
                .asText())
        .isEqualTo("onnx");
    assertThat(service.post("/api/show", "{\"model\":\"llama9\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void aSearchGivesThePassagesAloneWithinItsFilters() {
    service.accept("http://search.example.net/en", "en", "Lamps", "A quokka reads by lamplight.");
    service.accept("http://search.example.org/en", "en", "Other", "The quokka sleeps at noon.");
    RunningService.await(() -> service.hits("quokka").size() == 2);
    String query = "{\"query\":\"quokka\"%s}";
    JsonNode all = service.posted("/v1/search", query.formatted(""));
    assertThat(all.path("data")).hasSize(2);
    assertThat(all.path("data").get(0).path("fetched_at").asText()).isNotEmpty();
    JsonNode one = service.posted("/v1/search", query.formatted(",\"domain\":\"example.net\""));
    assertThat(one.path("data").findValuesAsText("url"))
        .containsExactly("http://search.example.net/en");
    assertThat(service.posted("/v1/search", query.formatted(",\"language\":[\"ja\"]")).path("data"))
        .isEmpty();
    assertThat(
            service.posted("/v1/search", query.formatted(",\"since\":\"2999-01-01\"")).path("data"))
        .isEmpty();
    assertRefused("/v1/search", query.formatted(",\"since\":\"yesterday\""), 400);
    assertRefused("/v1/search", "{\"query\":\" \"}", 400);
  }

  private void assertRefused(String path, String body, int status) {
    HttpResponse<String> response = service.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode error = RunningService.json(response.body()).path("error");
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(error.path("type").asText()).isNotEmpty();
    assertThat(error.has("param")).isTrue();
    assertThat(error.path("code").asText()).isNotEmpty();
  }

  private static List<String> events(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }
}
