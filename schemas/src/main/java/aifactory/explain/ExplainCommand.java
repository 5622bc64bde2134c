package aifactory.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads questions from the command line or, with `--jsonl`, one per line from standard input, and
/// writes one JSON object per question, in order.
///
/// ```
/// explain url '{"input":"HTTP://Example.com:80/a"}'
/// explain url --input HTTP://Example.com:80/a
/// explain url --jsonl < questions.jsonl
/// ```
public final class ExplainCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANSWERED = 0;
  private static final int NO_ANSWER = 1;
  private static final int NOT_A_QUESTION = 2;

  private final List<? extends Question> questions;
  private final PrintStream out;
  private final PrintStream err;

  public ExplainCommand(List<? extends Question> questions, PrintStream out, PrintStream err) {
    this.questions = List.copyOf(questions);
    this.out = out;
    this.err = err;
  }

  /// Runs the command.
  ///
  /// @param arguments the question's name, then `--jsonl`, a JSON object, or `--field value` pairs
  /// @return exit status: 0 answered, 1 the one question had no answer, 2 not understood
  public int run(InputStream in, String... arguments) throws IOException {
    Optional<? extends Question> named =
        arguments.length == 0
            ? Optional.empty()
            : questions.stream().filter(known -> known.name().equals(arguments[0])).findFirst();
    if (named.isEmpty() || arguments.length < 2 || arguments[1].equals("--help")) {
      return usage(named.isPresent() && arguments.length >= 2);
    }
    if (arguments.length == 2 && arguments[1].equals("--jsonl")) {
      answerLines(named.get(), in);
      return ANSWERED;
    }
    JsonNode answer = answer(named.get(), asked(arguments), "the question");
    write(answer);
    out.flush();
    return answer.has("error") ? NO_ANSWER : ANSWERED;
  }

  private int usage(boolean wanted) {
    PrintStream place = wanted ? out : err;
    place.println("usage: ./factory explain QUESTION [--jsonl | JSON | --FIELD VALUE ...]");
    questions.forEach(
        question -> place.println("  %-10s %s".formatted(question.name(), question.usage())));
    place.flush();
    return wanted ? ANSWERED : NOT_A_QUESTION;
  }

  private void answerLines(Question question, InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      write(answer(question, line, "line " + number));
      if (!lines.ready()) { // whoever waits for this answer before asking more gets it
        out.flush();
      }
    }
    out.flush();
  }

  private static String asked(String... arguments) {
    if (arguments.length == 2) {
      return arguments[1];
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i < arguments.length; i += 2) {
      if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
        return arguments[i]; // not a pair; as JSON it fails with a message that shows it
      }
      fields.set(arguments[i].substring(2).replace('-', '_'), value(arguments[i + 1]));
    }
    return fields.toString();
  }

  /// Arrays and objects are read as JSON; everything else is text, as typed.
  private static JsonNode value(String typed) {
    if (typed.startsWith("[") || typed.startsWith("{")) {
      try {
        return JSON.readTree(typed);
      } catch (JsonProcessingException e) {
        return JsonNodeFactory.instance.textNode(typed);
      }
    }
    return JsonNodeFactory.instance.textNode(typed);
  }

  private static JsonNode answer(Question question, String asked, String where) {
    try {
      JsonNode read = JSON.readTree(asked);
      if (!read.isObject()) {
        return error(where + " is not a JSON object");
      }
      return question.answer(read);
    } catch (JsonProcessingException e) {
      return error(where + " is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return error(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) { // one question must not end the others
      return error(where + " broke the answer: " + e);
    }
  }

  private static JsonNode error(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message);
  }

  private void write(JsonNode answer) {
    byte[] line = wellFormed(answer.toString()).getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.write('\n');
  }

  /// UTF-8 has no half characters; JSON can escape them.
  private static String wellFormed(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (pair) {
        escaped.append(c).append(json.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
