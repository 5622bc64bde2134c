package aifactory.inference.constrain;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.generate.TokenBytes;
import aifactory.inference.measure.RandomTexts;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintTest {
  private static final int END = 10_000;
  private static final TokenBytes TOKENS = ByteTokens.all();

  @Test
  void exactlyTheTokensThatKeepTheFormAreAllowed() {
    Grammar grammar = new Grammar(OutputForm.regex("ab+|日.|true").rule());
    Constraint constraint =
        new Constraint(grammar, new SortedTokens(TOKENS.size(), TOKENS::of), Set.of(END));

    BitSet allowed = constraint.allowed();

    BitSet wanted = new BitSet();
    for (int token = 0; token < TOKENS.size(); token++) {
      Grammar.State state = grammar.start();
      for (byte each : TOKENS.of(token)) {
        state = state == null ? null : state.after(Byte.toUnsignedInt(each));
      }
      wanted.set(token, state != null);
    }
    assertThat(allowed).isEqualTo(wanted);
    assertThat(allowed.cardinality()).isEqualTo(6); // a, ab, t, true, the first byte of 日, 日本
  }

  @Test
  void theTextMayEndOnlyWhereItIsWhole() {
    Grammar grammar = new Grammar(OutputForm.regex("ab+").rule());
    Constraint constraint =
        new Constraint(grammar, new SortedTokens(TOKENS.size(), TOKENS::of), Set.of(END));

    boolean atFirst = constraint.allowed().get(END);
    constraint.accept("ab".getBytes(StandardCharsets.UTF_8));

    assertThat(atFirst).isFalse();
    assertThat(constraint.allowed().get(END)).isTrue();
    assertThat(constraint.isEnd()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":5},"
            + "\"age\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":150},"
            + "\"tags\":{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\"]},\"maxItems\":3},"
            + "\"at\":{\"type\":\"string\",\"pattern\":\"^\\\\d{4}-\\\\d{2}$\"},"
            + "\"share\":{\"type\":\"number\",\"exclusiveMinimum\":-2,\"maximum\":1}},"
            + "\"required\":[\"name\",\"share\"],\"additionalProperties\":false}",
        "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"array\",\"minItems\":2,"
            + "\"items\":{\"$ref\":\"#/$defs/n\"}}],\"$defs\":{\"n\":{\"type\":\"integer\"}}}",
        "{\"oneOf\":[{\"type\":\"object\",\"properties\":{\"kind\":{\"const\":\"a\"}},"
            + "\"required\":[\"kind\"]},{\"type\":\"object\",\"properties\":{\"kind\":"
            + "{\"const\":\"b\"},\"n\":{\"type\":\"integer\"}},\"required\":[\"kind\",\"n\"]}]}",
        "{\"type\":\"string\",\"pattern\":\"[^\\\\x00-\\\\x7f\\\"]\"}"
      })
  void whateverTokensAreChosenTheTextIsValid(String schema) {
    JsonNode read = OutputFormTest.read(schema);
    OutputForm form = OutputForm.jsonSchema(read);
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(read);
    RandomTexts random = new RandomTexts(TOKENS);

    for (int seed = 0; seed < 60; seed++) {
      String text = random.draw(form, seed).text();
      assertThat(validator.validate(OutputFormTest.read(text))).as(text).isEmpty();
    }
  }
}
