package aifactory.trainer.command;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command reads, answers and talks.
///
/// @param in questions, a line each
/// @param out the answer alone
/// @param err everything else
record Console(InputStream in, PrintStream out, PrintStream err) {
  BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// Writes a text as it is.
  void answer(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  void answerLine(String line) {
    answer(line + "\n");
    out.flush();
  }
}
