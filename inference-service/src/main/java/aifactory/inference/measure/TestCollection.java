package aifactory.inference.measure;

import aifactory.contract.id.Sha256;
import aifactory.event.DocumentAccepted;
import aifactory.event.Split;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Texts, questions and which texts answer which question. A text is known by its URL.
///
/// @param questions that figures are reported on
/// @param development the other half, for settings to be chosen on: of Cranfield every second
///   question, of JaQuAD those about every second article
/// @param relevant gain by text, by question
record TestCollection(
    String name,
    List<Text> texts,
    Map<String, String> questions,
    Map<String, String> development,
    Map<String, Map<String, Double>> relevant) {
  private static final int JAQUAD_QUESTIONS = 2000;

  record Text(String url, String title, String text, String language) {
    DocumentAccepted accepted() {
      return DocumentAccepted.newBuilder()
          .setDocumentId(Sha256.hex(url))
          .setVersion(Sha256.hex(url + text))
          .setUrl(url)
          .setTitle(title)
          .setText(text)
          .setLanguage(language)
          .setLanguageConfidence(1)
          .setQuality(1)
          .setWeight(1)
          .setSourceId("collection")
          .setSourceType("file")
          .setDomain("collection.example")
          .setLicence("")
          .setSplit(Split.TRAIN)
          .setCharacters(text.length())
          .setUtf8Bytes(text.length())
          .setRawPartition(0)
          .setRawOffset(0)
          .setFetchedAt(Instant.EPOCH)
          .setAcceptedAt(Instant.EPOCH)
          .build();
    }
  }

  /// Cranfield: judgements count questions by their place in the file, not by their number.
  static TestCollection cranfield(Path folder) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String doc : parts(Files.readString(folder.resolve("cran.all.1400.xml")), "doc")) {
      String number = part(doc, "docno");
      String title = part(doc, "title");
      String text = part(doc, "text");
      String rest = text.startsWith(title) ? text.substring(title.length()).strip() : text;
      texts.add(new Text("cran:" + number, title.replace('\n', ' '), rest, "en"));
    }
    Map<String, String> questions = new LinkedHashMap<>();
    for (String top : parts(Files.readString(folder.resolve("cran.qry.xml")), "top")) {
      questions.put(Integer.toString(questions.size() + 1), part(top, "title").replace('\n', ' '));
    }
    Map<String, Map<String, Double>> relevant = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("cranqrel.trec.txt"))) {
      String[] words = line.strip().split("\\s+");
      double gain = words.length < 4 ? 0 : Double.parseDouble(words[3]);
      if (gain > 0) {
        relevant.computeIfAbsent(words[0], _ -> new HashMap<>()).put("cran:" + words[2], gain);
      }
    }
    questions.keySet().retainAll(relevant.keySet());
    Map<String, String> development = new LinkedHashMap<>(questions);
    development.keySet().removeIf(number -> Integer.parseInt(number) % 2 == 1);
    questions.keySet().removeAll(development.keySet());
    return new TestCollection("cranfield", texts, questions, development, relevant);
  }

  /// JaQuAD: every question's answer is the paragraph it was asked about.
  static TestCollection jaquad(Path folder) throws IOException {
    List<Text> texts = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    Set<String> developing = new HashSet<>();
    int articles = 0;
    Map<String, Map<String, Double>> relevant = new HashMap<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      for (JsonNode article : new ObjectMapper().readTree(file.toFile()).path("data")) {
        String title = article.path("title").asText();
        boolean second = articles++ % 2 == 1;
        for (JsonNode paragraph : article.path("paragraphs")) {
          String url = "jaquad:" + texts.size();
          texts.add(new Text(url, title, paragraph.path("context").asText(), "ja"));
          for (JsonNode asked : paragraph.path("qas")) {
            all.put(asked.path("id").asText(), asked.path("question").asText());
            if (second) {
              developing.add(asked.path("id").asText());
            }
            relevant.put(asked.path("id").asText(), Map.of(url, 1.0));
          }
        }
      }
    }
    int every = Math.max(1, all.size() / JAQUAD_QUESTIONS);
    Map<String, String> questions = new LinkedHashMap<>();
    Map<String, String> development = new LinkedHashMap<>();
    int place = 0;
    for (Map.Entry<String, String> question : all.entrySet()) {
      if (place++ % every == 0) {
        boolean chosenOn = developing.contains(question.getKey());
        (chosenOn ? development : questions).put(question.getKey(), question.getValue());
      }
    }
    return new TestCollection("jaquad", texts, questions, development, relevant);
  }

  /// Mean normalised discounted cumulative gain of the first so many.
  double ndcg(Map<String, List<String>> ranked, int depth) {
    return mean(
        ranked,
        (found, gains) -> {
          double gained = 0;
          for (int place = 0; place < Math.min(depth, found.size()); place++) {
            gained += gains.getOrDefault(found.get(place), 0.0) / log2(place + 2);
          }
          double ideal = 0;
          List<Double> best =
              gains.values().stream().sorted((a, b) -> Double.compare(b, a)).toList();
          for (int place = 0; place < Math.min(depth, best.size()); place++) {
            ideal += best.get(place) / log2(place + 2);
          }
          return ideal == 0 ? 0 : gained / ideal;
        });
  }

  /// Mean of 1 / place of the first relevant text.
  double reciprocalRank(Map<String, List<String>> ranked, int depth) {
    return mean(
        ranked,
        (found, gains) -> {
          for (int place = 0; place < Math.min(depth, found.size()); place++) {
            if (gains.containsKey(found.get(place))) {
              return 1.0 / (place + 1);
            }
          }
          return 0;
        });
  }

  /// Mean share of the relevant texts among the first so many.
  double recall(Map<String, List<String>> ranked, int depth) {
    return mean(
        ranked,
        (found, gains) -> {
          Set<String> first = Set.copyOf(found.subList(0, Math.min(depth, found.size())));
          long hits = gains.keySet().stream().filter(first::contains).count();
          return (double) hits / gains.size();
        });
  }

  @FunctionalInterface
  private interface Measure {
    double of(List<String> found, Map<String, Double> gains);
  }

  private double mean(Map<String, List<String>> ranked, Measure measure) {
    return ranked.entrySet().stream()
        .mapToDouble(
            entry -> measure.of(entry.getValue(), relevant.getOrDefault(entry.getKey(), Map.of())))
        .average()
        .orElse(0);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static List<String> parts(String xml, String tag) {
    Matcher found =
        Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL).matcher(xml);
    return found.results().map(result -> result.group(1)).toList();
  }

  private static String part(String xml, String tag) {
    List<String> found = parts(xml, tag);
    return found.isEmpty() ? "" : found.getFirst().strip();
  }
}
