package aifactory.preprocess.explain;

import aifactory.preprocess.document.Language;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import aifactory.preprocess.normalize.TextNormalizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// Our side of `./factory bench normalisation` and `bench languages`: `repair IN OUT` reads JSON
/// lines with `original`, `language IN OUT` with `text`; one answer per line.
public final class TextTrial {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TextTrial() {}

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[1]);
    Path out = Path.of(arguments[2]);
    switch (arguments[0]) {
      case "repair" -> answer(from, out, TextTrial::repaired);
      case "language" -> answer(from, out, TextTrial::identified);
      default -> throw new IllegalArgumentException("repair or language, not " + arguments[0]);
    }
  }

  private static void answer(Path from, Path out, Function<JsonNode, ObjectNode> answer)
      throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(out)) {
      for (String line : Files.readAllLines(from)) {
        lines.write(answer.apply(JSON.readTree(line)) + "\n");
      }
    }
  }

  private static ObjectNode repaired(JsonNode asked) {
    TextNormalizer repair = NormalizerCatalogue.repair();
    return JsonNodeFactory.instance
        .objectNode()
        .put("repaired", repair.normalize(asked.get("original").textValue()));
  }

  private static ObjectNode identified(JsonNode asked) {
    Language language = Identifier.SHARED.identify(asked.get("text").textValue());
    return JsonNodeFactory.instance
        .objectNode()
        .put("language", language.code())
        .put("confidence", language.confidence());
  }
}
