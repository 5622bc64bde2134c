package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.export.Logits;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Lets a model write on.
final class GenerateCommand implements Command {
  @Override
  public String help() {
    return """
    usage: ./factory generate --model DIR --prompt TEXT [--max-tokens N] [--temperature T]

    Prints what the model writes behind the prompt, and nothing else.

      --model DIR        what import or export wrote, a checkpoint, a bundle, a .gguf
      --prompt TEXT      what it continues; "" = the beginning of a text
      --max-tokens N     at most so many (default 128)
      --temperature T    0 = always the most expected token (default 0)
      --seed N           of the draws above temperature 0 (default 1)
      --jsonl            questions {"prompt": …, "max_tokens": …} on standard input, or the one of
                         --prompt; answers {"prompt", "text", "ids", "finish_reason"}, a line each
      --tokenizer FILE   where it is not with the weights
      --threads N        default: processors − 1
    """;
  }

  @Override
  public List<String> flags() {
    return List.of("--jsonl");
  }

  private record Written(int[] ids, String text, String reason) {}

  @Override
  public void run(Words words, Console console) throws IOException {
    int limit = words.whole("--max-tokens", 128, 1);
    double temperature = words.number("--temperature", 0);
    long seed = (long) words.number("--seed", 1);
    boolean lines = words.has("--jsonl");
    if (!lines && words.option("--prompt").isEmpty()) {
      throw new UsageException("--prompt is missing");
    }
    try (OpenModel model = OpenModel.of(words)) {
      if (words.option("--prompt").isEmpty()) {
        answerLines(model, console, new Asked("", limit, temperature, seed));
        return;
      }
      Asked asked = new Asked(words.required("--prompt"), limit, temperature, seed);
      Written written = write(model, asked);
      if (lines) {
        console.answerLine(json(asked, written));
      } else {
        console.answer(written.text());
        java.io.@org.jspecify.annotations.Nullable Console terminal = System.console();
        if (terminal != null && terminal.isTerminal()) {
          console.answer("\n");
        }
      }
    }
  }

  /// One question.
  private record Asked(String prompt, int maxTokens, double temperature, long seed) {}

  private static void answerLines(OpenModel model, Console console, Asked defaults)
      throws IOException {
    BufferedReader lines = console.lines();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        var question = JsonLine.read(line);
        Asked asked =
            new Asked(
                JsonLine.text(question, "prompt"),
                question.path("max_tokens").asInt(defaults.maxTokens()),
                question.path("temperature").asDouble(defaults.temperature()),
                question.path("seed").asLong(defaults.seed()));
        console.answerLine(json(asked, write(model, asked)));
      } catch (IllegalArgumentException e) {
        console.answerLine(JsonLine.error(e));
      }
    }
  }

  private static Written write(OpenModel model, Asked asked) {
    int[] ids = model.prompt(asked.prompt());
    int promptLength = ids.length;
    int context = model.next().contextTokens();
    if (promptLength >= context) {
      throw new IllegalArgumentException(
          "the prompt has %d tokens, the model reads %d".formatted(promptLength, context));
    }
    SplittableRandom random = new SplittableRandom(asked.seed());
    String reason = "length";
    while (ids.length - promptLength < asked.maxTokens() && ids.length < context) {
      int token = Logits.drawn(model.next().after(ids), asked.temperature(), random);
      if (model.ends(token)) {
        reason = "stop";
        break;
      }
      ids = Arrays.copyOf(ids, ids.length + 1);
      ids[ids.length - 1] = token;
    }
    return new Written(
        Arrays.copyOfRange(ids, promptLength, ids.length),
        model.written(ids, promptLength),
        reason);
  }

  private static String json(Asked asked, Written written) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prompt", asked.prompt());
    json.put("text", written.text());
    json.put("ids", written.ids());
    json.put("finish_reason", written.reason());
    return CanonicalJson.write(json);
  }
}
