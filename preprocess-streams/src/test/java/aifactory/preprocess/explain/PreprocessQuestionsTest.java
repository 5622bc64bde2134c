package aifactory.preprocess.explain;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.explain.ExplainCommand;
import aifactory.preprocess.Prose;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class PreprocessQuestionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void extractAnswersTextAndWhatThePageSaysOfItself() throws IOException {
    String page =
        """
        <html lang=en><head><title>Tides of the bay - The Times</title><link rel=canonical href=/tides>
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Tides of the bay",
        "datePublished":"2024-05-06","author":[{"name":"A. Moor"},{"name":"B. Quay"}]}</script></head>
        <body><nav><a href=/>Home</a></nav><article><p>%s</p></article></body></html>
        """
            .formatted(Prose.english(600, 0));
    ObjectNode asked =
        JSON.createObjectNode().put("html", page).put("url", "https://example.org/x");

    JsonNode answer = answer("extract", asked);

    assertThat(answer.get("title").asText()).isEqualTo("Tides of the bay");
    assertThat(answer.get("text").asText()).startsWith("The harbour master").doesNotContain("Home");
    assertThat(answer.get("language").asText()).isEqualTo("en");
    assertThat(answer.get("published").asText()).isEqualTo("2024-05-06");
    assertThat(answer.get("author").asText()).isEqualTo("A. Moor, B. Quay");
    assertThat(answer.get("canonical_url").asText()).isEqualTo("https://example.org/tides");
  }

  @Test
  void extractReadsBytesAndNamesWhyThereIsNoText() throws IOException {
    byte[] page = ("<p>" + Prose.japanese(300, 0)).getBytes("Shift_JIS");
    ObjectNode asked = JSON.createObjectNode();
    asked.put("html_base64", Base64.getEncoder().encodeToString(page));
    asked.put("content_type", "text/html; charset=Shift_JIS");

    assertThat(answer("extract", asked).get("text").asText()).contains("港の管理人は");
    assertThat(
            answer("extract", JSON.createObjectNode().put("html", "<p> </p>"))
                .get("reason")
                .asText())
        .isEqualTo("NO_TEXT");
  }

  @Test
  void judgeNamesReasonMeasureAndBound() throws IOException {
    JsonNode good = answer("judge", JSON.createObjectNode().put("text", Prose.english(2000, 0)));
    JsonNode bad = answer("judge", JSON.createObjectNode().put("text", "Too short."));

    assertThat(good.get("accepted").asBoolean()).isTrue();
    assertThat(good.get("reason").isNull()).isTrue();
    assertThat(good.get("quality_score").asDouble()).isBetween(0.5, 1.0);
    assertThat(bad.get("accepted").asBoolean()).isFalse();
    assertThat(bad.at("/measures/" + bad.get("reason").asText() + "/measure").isNumber()).isTrue();
  }

  @Test
  void languageAndWikitextAndRedactAnswer() throws IOException {
    assertThat(
            answer("language", JSON.createObjectNode().put("text", "港の管理人は眺めていた。"))
                .get("language")
                .asText())
        .isEqualTo("ja");
    assertThat(
            answer(
                    "wikitext",
                    JSON.createObjectNode()
                        .put("wikitext", "'''Tide''' is a [[sea|rise]].<ref>x</ref>"))
                .toString())
        .isEqualTo("{\"title\":\"Tide\",\"text\":\"Tide is a rise.\"}");
    assertThat(answer("redact", JSON.createObjectNode().put("text", "𠮷: 03-1234-5678")).toString())
        .isEqualTo(
            "{\"text\":\"𠮷: [PHONE]\",\"found\":[{\"type\":\"phone\",\"start\":3,\"end\":15}]}");
  }

  @Test
  void policyIsDecidedByTheLongestPatternAtADot() throws IOException {
    String policies =
        "[{\"pattern\":\"example.org\",\"allow_training\":false},{\"pattern\":\"docs.example.org\",\"weight\":2}]";

    assertThat(policy("https://docs.example.org/a", policies))
        .isEqualTo(
            "{\"allowed\":true,\"pattern\":\"docs.example.org\",\"weight\":2.0,\"licence\":\"unknown\"}");
    assertThat(policy("https://www.example.org/", policies)).contains("\"allowed\":false");
    assertThat(policy("https://badexample.org/", policies))
        .contains("\"allowed\":true", "\"pattern\":null", "\"weight\":1.0");
  }

  private static String policy(String url, String policies) throws IOException {
    ObjectNode asked = JSON.createObjectNode().put("url", url);
    asked.set("policies", JSON.readTree(policies));
    return answer("policy", asked).toString();
  }

  private static JsonNode answer(String question, JsonNode asked) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ExplainCommand(PreprocessQuestions.catalogue(), new PrintStream(out), new PrintStream(out))
        .run(
            new ByteArrayInputStream((asked + "\n").getBytes(StandardCharsets.UTF_8)),
            question,
            "--jsonl");
    return JSON.readTree(out.toString(StandardCharsets.UTF_8));
  }
}
