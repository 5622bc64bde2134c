package aifactory.inference.measure;

import aifactory.inference.embed.Embedding;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageIndex;
import aifactory.inference.retrieve.PassageSearch;
import aifactory.inference.retrieve.Rulings;
import aifactory.inference.retrieve.SearchTuning;
import aifactory.inference.session.EmbeddingFolder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Retrieval quality over public collections: `RetrievalMeasurement DATA SCRATCH`, one line of JSON
/// per collection and way of searching. `lucene` is Lucene as it comes (BM25, the language's
/// analyzer, whole documents with their title); the others are ours with parts switched on.
/// Settings are to be chosen on the development half, figures are those of the other.
public final class RetrievalMeasurement {
  private static final int DEPTH = 10;
  private static final String REPORTED = "reported";
  private static final String DEVELOPMENT = "development";
  private static final String ALL = "all";

  private RetrievalMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path scratch = Path.of(arguments[1]);
    Path vectors = data.resolve("weights-model2vec");
    Optional<Embedding> embedding =
        Files.isDirectory(vectors)
            ? Optional.of(EmbeddingFolder.open(vectors, scratch.resolve("native"), 1))
            : Optional.empty();
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      measure(TestCollection.cranfield(data.resolve("ir-cranfield")), scratch, embedding, out);
      measure(TestCollection.jaquad(data.resolve("qa-jaquad")), scratch, Optional.empty(), out);
    } finally {
      embedding.ifPresent(Embedding::close);
    }
  }

  private static void measure(
      TestCollection collection, Path scratch, Optional<Embedding> embedding, PrintStream out)
      throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(scratch), collection.name());
    for (String half : List.of(REPORTED, DEVELOPMENT)) {
      Map<String, String> asked = asked(collection, half);
      print(out, collection, half, "lucene", LuceneAsItComes.rank(collection, asked, DEPTH), 0);
    }
    long begun = System.nanoTime();
    try (PassageIndex index = PassageIndex.open(folder, new Rulings(), (_, _) -> {}, embedding)) {
      int offset = 0;
      for (TestCollection.Text text : collection.texts()) {
        index.accept(text.accepted(), 0, offset++);
      }
      index.refresh();
      double perSecond = offset * 1e9 / (System.nanoTime() - begun);
      for (Map.Entry<String, SearchTuning> way : ways(embedding.isPresent()).entrySet()) {
        ask(index, way, collection, REPORTED, out);
      }
      ask(index, Map.entry(ALL, SearchTuning.BEST), collection, DEVELOPMENT, out);
      out.println(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of("collection", collection.name(), "documentsPerSecond", perSecond)));
    }
  }

  private static Map<String, String> asked(TestCollection collection, String half) {
    return half.equals(REPORTED) ? collection.questions() : collection.development();
  }

  private static void ask(
      PassageIndex index,
      Map.Entry<String, SearchTuning> way,
      TestCollection collection,
      String half,
      PrintStream out)
      throws IOException {
    PassageSearch search = index.search().tuned(way.getValue());
    long begun = System.nanoTime();
    Map<String, List<String>> ranked = new LinkedHashMap<>();
    asked(collection, half)
        .forEach((id, question) ->
            ranked.put(
                id,
                search.find(question, 5 * DEPTH).stream()
                    .map(Passage::url)
                    .distinct()
                    .limit(DEPTH)
                    .toList()));
    double millis = (System.nanoTime() - begun) / 1e6 / ranked.size();
    print(out, collection, half, way.getKey(), ranked, millis);
  }

  /// From words alone to everything, one part more at a time.
  private static Map<String, SearchTuning> ways(boolean vectors) {
    SearchTuning best = SearchTuning.BEST;
    SearchTuning words = SearchTuning.WORDS;
    Map<String, SearchTuning> ways = new LinkedHashMap<>();
    ways.put("words", words);
    SearchTuning parts = words.withTrigrams(best.trigrams());
    ways.put("+ runs of characters", parts);
    parts = parts.withTitleBoost(best.titleBoost());
    ways.put("+ titles", parts);
    parts = parts.withSentenceWeight(best.sentenceWeight());
    ways.put("+ best sentence", parts);
    parts = parts.withFeedback(best.feedbackTerms(), best.feedbackWeight());
    ways.put("+ feedback", parts);
    if (vectors) {
      parts = parts.withVectorWeight(best.vectorWeight());
      ways.put("+ vectors", parts);
    }
    ways.put(ALL, best); // and no more than two passages of a document
    return ways;
  }

  private static void print(
      PrintStream out,
      TestCollection collection,
      String half,
      String way,
      Map<String, List<String>> ranked,
      double millis)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("collection", collection.name());
    line.put("half", half);
    line.put("way", way);
    line.put("texts", collection.texts().size());
    line.put("questions", ranked.size());
    line.put("ndcg10", collection.ndcg(ranked, DEPTH));
    line.put("mrr10", collection.reciprocalRank(ranked, DEPTH));
    line.put("recall5", collection.recall(ranked, 5));
    line.put("millisPerQuery", millis);
    out.println(new ObjectMapper().writeValueAsString(line));
  }
}
