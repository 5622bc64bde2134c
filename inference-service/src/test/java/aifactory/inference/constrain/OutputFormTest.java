package aifactory.inference.constrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputFormTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"string\"}                      | \"日本 \\n\\u0041\"    | true",
        "{\"type\":\"string\"}                      | \"\\ud800\"           | false",
        "{\"type\":\"string\"}                      | \"open                | false",
        "{\"type\":\"string\",\"minLength\":2,\"maxLength\":2} | \"日本\" | true",
        "{\"type\":\"string\",\"maxLength\":1}      | \"日本\"              | false",
        "{\"type\":\"integer\"}                     | -12                   | true",
        "{\"type\":\"integer\"}                     | 012                   | false",
        "{\"type\":\"number\"}                      | 1.5e-3                | true",
        "{\"type\":\"integer\",\"minimum\":-3,\"maximum\":120} | 120        | true",
        "{\"type\":\"integer\",\"minimum\":-3,\"maximum\":120} | 121        | false",
        "{\"type\":\"integer\",\"minimum\":-3,\"maximum\":120} | -3         | true",
        "{\"type\":\"integer\",\"minimum\":-3,\"maximum\":120} | -4         | false",
        "{\"type\":\"number\",\"minimum\":0,\"maximum\":1}     | 0.25       | true",
        "{\"type\":\"number\",\"minimum\":0,\"maximum\":1}     | 1.1        | false",
        "{\"type\":[\"null\",\"boolean\"]}          | null                  | true",
        "{\"enum\":[\"red\",7,null]}                | 7                     | true",
        "{\"enum\":[\"red\",7,null]}                | \"blue\"              | false",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2} | [1, 2] | true",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2} | [] | false",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2} | [1,2,3] | false",
        "{\"prefixItems\":[{\"type\":\"null\"},{\"type\":\"integer\"}],\"items\":false} | [null,4] | true",
        "{\"prefixItems\":[{\"type\":\"null\"},{\"type\":\"integer\"}],\"items\":false} | [null,4,5] | false",
        "{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{}},\"required\":[\"b\"]} | {\"b\":[]} | true",
        "{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{}},\"required\":[\"b\"]} | {\"a\":1, \"b\":{\"c\":2}} | true",
        "{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{}},\"required\":[\"b\"]} | {\"a\":1} | false",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"boolean\"}} | {\"x\":true,\"y\":false} | true",
        "{\"type\":\"string\",\"pattern\":\"^[a-c]+\\\\d?$\"} | \"abc7\"      | true",
        "{\"type\":\"string\",\"pattern\":\"^[a-c]+\\\\d?$\"} | \"abd\"       | false",
        "{\"pattern\":\"本$\"}                      | \"日本\"              | true",
        "{\"$ref\":\"#/$defs/tree\",\"$defs\":{\"tree\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/tree\"}}}} | [[],[[]]] | true"
      })
  void aTextFitsItsSchemaOrNot(String schema, String text, boolean fits) {
    assertThat(isWhole(OutputForm.jsonSchema(read(schema)), text)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"not\":{}}                                        | #: not is not supported",
        "{\"properties\":{\"a\":{\"multipleOf\":3}}}         | #/properties/a: multipleOf is not supported",
        "{\"$ref\":\"https://example.org/x\"}                | #/$ref: only references inside the schema are supported",
        "{\"$ref\":\"#/$defs/none\"}                         | #/$ref: #/$defs/none is not in the schema",
        "{\"type\":\"text\"}                                 | #/type: must name types of JSON",
        "{\"type\":\"integer\",\"minimum\":3,\"maximum\":2}  | #: no whole number lies between the bounds",
        "{\"pattern\":\"a(?=b)\"} | #/pattern: the regular expression, character 4: groups that look around are not supported",
        "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"],\"type\":\"object\"} | there is no finite value for a part of the form",
        "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]} | #/oneOf: a value might fit both 0 and 1: use anyOf"
      })
  void whatCannotBeKeptIsRefusedByNameAndPlace(String schema, String complaint) {
    assertThatThrownBy(() -> OutputForm.jsonSchema(read(schema)))
        .isInstanceOf(FormRefusedException.class)
        .hasMessageEndingWith(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "(yes|no), yes, true",
    "(yes|no), yesno, false",
    "[^a-z]{2}, 日本, true",
    "\\d{3}-\\d{4}, 150-0001, true",
    "\\d{3}-\\d{4}, 150-001, false",
    "(ab)*c?, abab, true",
    "[\\u3041-\\u3096]+, ひらがな, true",
    "[\\u3041-\\u3096]+, カタカナ, false"
  })
  void aRegularExpressionMatchesTheWholeText(String regex, String text, boolean matches) {
    assertThat(isWhole(OutputForm.regex(regex), text)).isEqualTo(matches);
  }

  @Test
  void anExpressionThatWouldCostTooMuchIsRefused() {
    assertThatThrownBy(() -> OutputForm.regex("(".repeat(500)))
        .hasMessageContaining("nested deeper than 100");
    assertThatThrownBy(() -> OutputForm.regex(".".repeat(3_000)))
        .hasMessageContaining("longer than 2000 characters");
  }

  @Test
  void aSchemaOfManyPropertiesIsReadAtOnce() {
    StringBuilder properties = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      properties.append(i == 0 ? "" : ",").append("\"p%d\":{\"type\":\"null\"}".formatted(i));
    }

    OutputForm form = OutputForm.jsonSchema(read("{\"properties\":{%s}}".formatted(properties)));

    assertThat(isWhole(form, "{\"p19999\":null}")).isTrue();
  }

  @Test
  void aCallNamesOneOfTheFunctionsWithItsArguments() {
    JsonNode place =
        read("{\"properties\":{\"place\":{\"type\":\"string\"}},\"required\":[\"place\"]}");
    List<OutputForm.Function> functions = List.of(new OutputForm.Function("weather", place));

    OutputForm call = OutputForm.call(functions);
    OutputForm callOrText = OutputForm.callOrText(functions);

    String text = "{\"name\":\"weather\",\"arguments\":{\"place\":\"札幌\"}}";
    assertThat(isWhole(call, text)).isTrue();
    assertThat(isWhole(callOrText, text)).isTrue();
    assertThat(isWhole(callOrText, "晴れです")).isTrue();
    assertThat(isWhole(call, "晴れです")).isFalse();
    assertThat(isWhole(callOrText, text.replace("weather", "time"))).isFalse();
  }

  private static boolean isWhole(OutputForm form, String text) {
    Grammar.State state = new Grammar(form.rule()).start();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      Grammar.State after = state.after(Byte.toUnsignedInt(each));
      if (after == null) {
        return false;
      }
      state = after;
    }
    return state.isComplete();
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
