package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that answers every line with a line of JSON. What it complains of is kept for the
/// message when it ends early.
final class Conversation implements AutoCloseable {
  private static final long SECONDS_TO_END = 10;

  private final Process process;
  private final Path errors;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private Conversation(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static Conversation with(List<String> command) throws IOException {
    Path errors = Files.createTempFile("factory-bench", ".err");
    return new Conversation(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  JsonNode ask(String question) throws IOException {
    String answer;
    try {
      questions.write(question);
      questions.newLine();
      questions.flush();
      answer = answers.readLine();
    } catch (IOException e) { // it ended before it was asked
      answer = null;
    }
    if (answer == null) {
      throw new IOException("the engine ended: " + Files.readString(errors));
    }
    JsonNode read = CanonicalJson.read(answer, JsonNode.class);
    if (read.has("error")) {
      throw new IOException(question + " was not answered: " + answer);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(errors);
  }
}
