package aifactory.inference.measure;

import aifactory.inference.embed.Embedding;
import aifactory.inference.retrieve.PassageIndex;
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
import java.util.Map;
import java.util.Optional;

/// Retrieval quality over public collections: `RetrievalMeasurement DATA SCRATCH`, one line of JSON
/// per collection and way of searching. `lucene` is Lucene as it comes (BM25, the language's
/// analyzer, whole documents with their title); the others are ours with parts switched on.
public final class RetrievalMeasurement {
  private static final int DEPTH = 10;

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
    print(out, collection, "lucene", LuceneAsItComes.rank(collection, DEPTH));
    long begun = System.nanoTime();
    try (PassageIndex index = PassageIndex.open(folder, new Rulings(), (_, _) -> {}, embedding)) {
      int offset = 0;
      for (TestCollection.Text text : collection.texts()) {
        index.accept(text.accepted(), 0, offset++);
      }
      index.refresh();
      double perSecond = offset * 1e9 / (System.nanoTime() - begun);
      for (Map.Entry<String, SearchTuning> way : ways(embedding.isPresent()).entrySet()) {
        long searched = System.nanoTime();
        Map<String, java.util.List<String>> ranked = new LinkedHashMap<>();
        collection
            .questions()
            .forEach((id, question) ->
                ranked.put(
                    id,
                    index.search().tuned(way.getValue()).find(question, 5 * DEPTH).stream()
                        .map(passage -> passage.url())
                        .distinct()
                        .limit(DEPTH)
                        .toList()));
        Map<String, Object> line = line(collection, way.getKey(), ranked);
        line.put("millisPerQuery", (System.nanoTime() - searched) / 1e6 / ranked.size());
        line.put("documentsPerSecond", perSecond);
        out.println(new ObjectMapper().writeValueAsString(line));
      }
    }
  }

  private static Map<String, SearchTuning> ways(boolean vectors) {
    SearchTuning best = SearchTuning.BEST;
    Map<String, SearchTuning> ways = new LinkedHashMap<>();
    ways.put("words", SearchTuning.WORDS);
    ways.put(
        "words + pairs",
        new SearchTuning(best.bigrams(), 0, 0, 0, best.titleBoost(), Integer.MAX_VALUE));
    ways.put(
        "words + pairs + feedback",
        new SearchTuning(
            best.bigrams(),
            best.feedbackTerms(),
            best.feedbackWeight(),
            0,
            best.titleBoost(),
            Integer.MAX_VALUE));
    if (vectors) {
      ways.put(
          "words + vectors",
          new SearchTuning(0, 0, 0, best.vectorWeight(), best.titleBoost(), Integer.MAX_VALUE));
    }
    ways.put("all", best);
    return ways;
  }

  private static void print(
      PrintStream out,
      TestCollection collection,
      String way,
      Map<String, java.util.List<String>> ranked)
      throws IOException {
    out.println(new ObjectMapper().writeValueAsString(line(collection, way, ranked)));
  }

  private static Map<String, Object> line(
      TestCollection collection, String way, Map<String, java.util.List<String>> ranked) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("collection", collection.name());
    line.put("way", way);
    line.put("texts", collection.texts().size());
    line.put("questions", ranked.size());
    line.put("ndcg10", collection.ndcg(ranked, DEPTH));
    line.put("mrr10", collection.reciprocalRank(ranked, DEPTH));
    line.put("recall5", collection.recall(ranked, 5));
    return line;
  }
}
