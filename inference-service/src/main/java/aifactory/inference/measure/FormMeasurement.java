package aifactory.inference.measure;

import aifactory.explain.ExplainCommand;
import aifactory.explain.Question;
import aifactory.inference.constrain.FormRefusedException;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.generate.TokenBytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Texts that a form allows, drawn at random: `FormMeasurement TOKENIZER.json`, then one question
/// per line, such as `{"schema":{…},"texts":5}`.
public final class FormMeasurement {
  private FormMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      TokenBytes tokens = TokenBytes.parse(Files.readString(Path.of(arguments[0])));
      List<Question> questions = List.of(new Draw(new RandomTexts(tokens)));
      new ExplainCommand(questions, out, System.err).run(System.in, "draw", "--jsonl");
    }
  }

  private record Draw(RandomTexts random) implements Question {
    @Override
    public String name() {
      return "draw";
    }

    @Override
    public String usage() {
      return "schema, texts (how many) -> texts, tokens, mask_micros (of all); or refused, failed (why)";
    }

    @Override
    public JsonNode answer(JsonNode asked) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      OutputForm form;
      try {
        form = OutputForm.jsonSchema(asked.path("schema"));
      } catch (FormRefusedException e) {
        return answer.put("refused", e.getMessage());
      }
      long tokens = 0;
      long nanos = 0;
      for (int seed = 0; seed < asked.path("texts").asInt(); seed++) {
        RandomTexts.Drawn drawn;
        try {
          drawn = random.draw(form, seed);
        } catch (IllegalStateException e) {
          return answer.put("failed", e.getMessage());
        }
        answer.withArray("texts").add(drawn.text());
        tokens += drawn.tokens();
        nanos += drawn.maskNanos();
      }
      return answer.put("tokens", tokens).put("mask_micros", nanos / 1000);
    }
  }
}
