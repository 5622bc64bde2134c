package aifactory.inference.measure;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.explain.ExplainCommand;
import aifactory.explain.Question;
import aifactory.inference.batch.RowCache;
import aifactory.inference.session.OnnxSession;
import aifactory.inference.session.SessionSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How fast the engine computes a bundle: `EngineMeasurement BUNDLE THREADS ROWS`, then one
/// question per line, such as `{"rows":8,"prompt":16,"tokens":64}`: that many rows, a prompt in
/// each, that many greedy tokens. `{"rows":1,"prompt":512,"tokens":0}` is a prompt alone.
public final class EngineMeasurement {
  private static final long CACHE_BYTES = 4L << 30;

  private EngineMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      answer(System.in, out, arguments);
    }
  }

  static void answer(InputStream in, PrintStream out, String... arguments) throws IOException {
    Path bundle = Path.of(arguments[0]);
    GenerationConfiguration model = GenerationConfiguration.read(bundle);
    SessionSettings settings =
        new SessionSettings(
            Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), CACHE_BYTES);
    try (RowCache rows = OnnxSession.open(bundle, model, settings)) {
      List<Question> questions = List.of(new Speed(rows, model.vocabularySize()));
      new ExplainCommand(questions, out, System.err).run(in, "speed", "--jsonl");
    }
  }

  private record Speed(RowCache rows, int vocabulary) implements Question {
    @Override
    public String name() {
      return "speed";
    }

    @Override
    public String usage() {
      return "rows, prompt (tokens of it), tokens (made after it) -> prefill, decode (tokens/s)";
    }

    @Override
    public JsonNode answer(JsonNode asked) {
      int count = asked.path("rows").asInt();
      int prompt = asked.path("prompt").asInt();
      int made = asked.path("tokens").asInt();
      SplittableRandom random = new SplittableRandom(count);
      int[] lengths = new int[count];
      int[] next = new int[count];
      long begun = System.nanoTime();
      for (int row = 0; row < count; row++) {
        int[] tokens = random.ints(prompt, 0, vocabulary).toArray();
        next[row] = best(rows.prefill(row, 0, tokens), 0);
      }
      long read = System.nanoTime();
      Arrays.fill(lengths, prompt);
      for (int step = 0; step < made; step++) {
        float[] scores = rows.decode(lengths, next);
        for (int row = 0; row < count; row++) {
          next[row] = best(scores, row);
          lengths[row]++;
        }
      }
      long decoded = System.nanoTime();
      return JsonNodeFactory.instance
          .objectNode()
          .put("prefill", perSecond((long) count * prompt, read - begun))
          .put("decode", perSecond((long) count * made, decoded - read));
    }

    private int best(float[] scores, int row) {
      int from = row * vocabulary;
      int best = 0;
      for (int token = 1; token < vocabulary; token++) {
        best = scores[from + token] > scores[from + best] ? token : best;
      }
      return best;
    }

    private static double perSecond(long tokens, long nanos) {
      return tokens * 1e9 / Math.max(1, nanos);
    }
  }
}
