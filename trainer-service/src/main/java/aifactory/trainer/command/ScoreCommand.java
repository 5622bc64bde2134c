package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.export.Logits;
import aifactory.trainer.tokenizer.PublishedTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks a model how likely every token of a text was.
final class ScoreCommand implements Command {
  @Override
  public String help() {
    return """
    usage: ./factory score --model DIR --text TEXT

    Prints {"ids", "tokens", "logprobs", "sum", "tokens_scored", "bytes"} as JSON: the natural
    logarithm of the probability of each token after those before it; null for the first.

      --model DIR        what import or export wrote, a checkpoint, a bundle, a .gguf
      --text TEXT        at most as long as the model reads
      --jsonl            questions on standard input, answers a line each: {"text": …} or
                         {"ids": […]}; with "logits": true the answer holds all logits as well
      --tokenizer FILE   where it is not with the weights
      --threads N        default: processors − 1
    """;
  }

  @Override
  public List<String> flags() {
    return List.of("--jsonl");
  }

  @Override
  public void run(Words words, Console console) throws IOException {
    if (!words.has("--jsonl") && words.option("--text").isEmpty()) {
      throw new UsageException("--text is missing");
    }
    try (OpenModel model = OpenModel.of(words)) {
      if (words.option("--text").isPresent()) {
        String text = words.required("--text");
        PublishedTokenizer.Encoded encoded = model.tokenizer().encode(text, true);
        console.answerLine(CanonicalJson.write(score(model, encoded, text, false)));
        return;
      }
      BufferedReader lines = console.lines();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          console.answerLine(answer(model, JsonLine.read(line)));
        } catch (IllegalArgumentException e) {
          console.answerLine(JsonLine.error(e));
        }
      }
    }
  }

  private static String answer(OpenModel model, JsonNode asked) {
    boolean logits = asked.path("logits").asBoolean(false);
    if (!asked.has("ids")) {
      String text = JsonLine.text(asked, "text");
      PublishedTokenizer.Encoded encoded = model.tokenizer().encode(text, true);
      return CanonicalJson.write(score(model, encoded, text, logits));
    }
    int[] ids = JsonLine.ids(asked);
    String[] texts = new String[ids.length];
    Arrays.setAll(texts, i -> model.tokenizer().decode(new int[] {ids[i]}, true));
    String text = model.tokenizer().decode(ids, false);
    return CanonicalJson.write(
        score(model, new PublishedTokenizer.Encoded(ids, texts), text, logits));
  }

  private static Map<String, Object> score(
      OpenModel model, PublishedTokenizer.Encoded encoded, String text, boolean logits) {
    int[] ids = encoded.ids();
    if (ids.length == 0) {
      throw new IllegalArgumentException("the text has no tokens");
    }
    if (ids.length > model.next().contextTokens()) {
      throw new IllegalArgumentException(
          "the text has %d tokens, the model reads %d"
              .formatted(ids.length, model.next().contextTokens()));
    }
    float[][] logits_TV = model.next().afterEach(ids, 0);
    List<@Nullable Double> logProbabilities = new ArrayList<>();
    logProbabilities.add(null);
    double sum = 0;
    for (int t = 1; t < ids.length; t++) {
      double logProbability = Logits.logProbability(logits_TV[t - 1], ids[t]);
      logProbabilities.add(logProbability);
      sum += logProbability;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ids", ids);
    json.put("tokens", Arrays.asList(encoded.texts()));
    json.put("logprobs", logProbabilities);
    json.put("sum", sum);
    json.put("tokens_scored", ids.length - 1);
    json.put("bytes", text.getBytes(StandardCharsets.UTF_8).length);
    if (logits) {
      json.put("logits", logits_TV);
    }
    return json;
  }
}
