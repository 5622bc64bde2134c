package aifactory.preprocess.explain;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import aifactory.preprocess.quality.MeasuredText;
import aifactory.preprocess.quality.QualityFilter;
import aifactory.preprocess.quality.QualityFilterCatalogue;
import aifactory.preprocess.quality.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Our side of `./factory bench filters`: the published lists over a corpus of JSON lines.
///
/// `decide CORPUS OUT` writes which rule of each list fails first; `time CORPUS` and `extract
/// PAGES` print documents and seconds of one warm pass on one thread.
public final class FilterTrial {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long WARM_NANOS = 20_000_000_000L;
  private static final Map<String, List<QualityFilter>> LISTS =
      QualityFilterCatalogue.published("en");

  private FilterTrial() {}

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "decide" -> decide(texts(from), Path.of(arguments[2]));
      case "time" -> {
        List<String> texts = texts(from);
        time(texts.size(), () -> texts.forEach(FilterTrial::verdicts));
      }
      case "extract" -> {
        List<byte[]> pages = pages(from);
        time(pages.size(), () -> pages.forEach(page -> verdicts(text(page))));
      }
      default -> throw new IllegalArgumentException("decide, time or extract, not " + arguments[0]);
    }
  }

  private static void decide(List<String> texts, Path out) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(out)) {
      for (String text : texts) {
        lines.write(verdicts(text) + "\n");
      }
    }
  }

  private static void time(int documents, Runnable pass) {
    long began = System.nanoTime();
    do {
      pass.run(); // compiled and warm, as the flow is after its first minute
    } while (System.nanoTime() - began < WARM_NANOS);
    began = System.nanoTime();
    pass.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.println(
        JsonNodeFactory.instance.objectNode().put("documents", documents).put("seconds", seconds));
  }

  private static ObjectNode verdicts(String text) {
    MeasuredText measured = MeasuredText.of(text, "en");
    ObjectNode verdicts = JsonNodeFactory.instance.objectNode();
    LISTS.forEach((name, list) -> {
      RejectionReason reason = firstFailure(list, measured);
      verdicts.put(name, reason == null ? null : reason.name());
    });
    return verdicts;
  }

  private static @Nullable RejectionReason firstFailure(
      List<QualityFilter> list, MeasuredText text) {
    for (QualityFilter filter : list) {
      if (filter.verdict(text) instanceof Verdict.Failed) {
        return filter.reason();
      }
    }
    return null;
  }

  private static String text(byte[] page) {
    return Extraction.of(new Content("", "text/html", page)) instanceof Extraction.Found found
        ? NormalizerCatalogue.normalize(found.extracted().text())
        : "";
  }

  private static List<String> texts(Path corpus) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(corpus)) {
      JsonNode read = JSON.readTree(line);
      texts.add(read.get("text").textValue());
    }
    return texts;
  }

  private static List<byte[]> pages(Path folder) throws IOException {
    List<byte[]> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith("source.html")).sorted().toList()) {
        pages.add(Files.readAllBytes(file));
      }
    }
    return pages;
  }
}
