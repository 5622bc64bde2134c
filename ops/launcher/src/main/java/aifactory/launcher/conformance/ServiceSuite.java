package aifactory.launcher.conformance;

import aifactory.launcher.part.JavaCommand;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A suite whose code is a main class of a service: it gets the folder as its argument and prints
/// `passed<TAB>case` or `failed<TAB>case<TAB>why`, one line per case.
///
/// @param application the service's `target/quarkus-app`
/// @param mainClass class in the service's jar
record ServiceSuite(Path application, String mainClass) implements Suite {
  private static final int HEAP_MEGABYTES = 512;

  @Override
  public List<CaseResult> run(Path data) throws IOException {
    if (!Files.isDirectory(application)) {
      throw new IOException(application + " is not built; run ./factory up once");
    }
    Process process = new ProcessBuilder(command(data)).redirectErrorStream(false).start();
    List<CaseResult> results = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(line -> read(line, results));
    }
    return results;
  }

  private List<String> command(Path data) {
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java().toString());
    command.add("-Xmx" + HEAP_MEGABYTES + "m");
    command.add("-cp");
    command.add(
        application.resolve("app") + "/*" + File.pathSeparator + application.resolve("lib/main/*"));
    command.add(mainClass);
    command.add(data.toString());
    return command;
  }

  private static void read(String line, List<CaseResult> results) {
    String[] fields = line.split("\t", 3);
    if (fields.length >= 2 && fields[0].equals("passed")) {
      results.add(CaseResult.passed(fields[1]));
    } else if (fields.length == 3 && fields[0].equals("failed")) {
      results.add(CaseResult.failed(fields[1], fields[2]));
    }
  }
}
