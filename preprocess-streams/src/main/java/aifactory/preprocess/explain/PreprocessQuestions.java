package aifactory.preprocess.explain;

import aifactory.explain.ExplainCommand;
import aifactory.explain.Question;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `./factory explain extract|wikitext|judge|language|duplicate|redact|policy`.
public final class PreprocessQuestions {
  private PreprocessQuestions() {}

  /// Every question of this room.
  static List<Question> catalogue() {
    return List.of(
        new ExtractQuestion(),
        new WikitextQuestion(),
        new JudgeQuestion(),
        new LanguageQuestion(),
        new DuplicateQuestion(),
        new RedactQuestion(),
        new PolicyQuestion());
  }

  public static void main(String[] arguments) throws IOException {
    // Libraries log through it; said before the first of them asks.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = new ExplainCommand(catalogue(), out, err).run(System.in, arguments);
    out.flush();
    System.exit(status);
  }
}
