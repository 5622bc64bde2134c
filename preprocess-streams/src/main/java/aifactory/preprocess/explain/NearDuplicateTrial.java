package aifactory.preprocess.explain;

import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.dedup.Shingles;
import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Our side of `./factory bench near-duplicates`: pairs of Aozora texts with their true Jaccard
/// similarity and whether they meet in a band, one JSON object per pair, written to `OUT`.
///
/// `same-work`: the pairs of `TEXTS/same_work_groups.tsv`. `edited`: a passage of each text and the
/// same with a part of it replaced by a passage of another text, the part's length drawn so that
/// similarities spread over the curve. `different`: pairs of different texts that meet.
public final class NearDuplicateTrial {
  private static final int PASSAGE = 3000;
  private static final int EDITS_OF_A_TEXT = 12;
  private static final double MOST_REPLACED = 0.6;

  private final MinHash minHash = MinHash.STANDARD;
  private final Map<String, String> texts = new HashMap<>();
  private final BufferedWriter out;

  private NearDuplicateTrial(BufferedWriter out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[1]))) {
      NearDuplicateTrial trial = new NearDuplicateTrial(out);
      trial.read(data);
      trial.edited();
      trial.different(trial.sameWorks(data));
    }
  }

  private void read(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> works =
          files
              .filter(file -> file.getNameCount() == data.getNameCount() + 2)
              .filter(file -> file.toString().endsWith(".txt"))
              .sorted()
              .toList();
      for (Path file : works) {
        Content content =
            new Content("", "text/x-aozora; charset=Shift_JIS", Files.readAllBytes(file));
        if (Extraction.of(content) instanceof Extraction.Found found) {
          texts.put(
              data.relativize(file).toString(),
              NormalizerCatalogue.normalize(found.extracted().text()));
        }
      }
    }
  }

  private Set<String> sameWorks(Path data) throws IOException {
    Set<String> pairs = new HashSet<>();
    for (String line : Files.readAllLines(data.resolve("same_work_groups.tsv"))) {
      String[] fields = line.split("\t");
      String one = fields.length == 4 ? texts.get(fields[1]) : null;
      String other = fields.length == 4 ? texts.get(fields[2]) : null;
      if (one != null && other != null) {
        pair("same-work", one, other);
        pairs.add(fields[1] + "\t" + fields[2]);
        pairs.add(fields[2] + "\t" + fields[1]);
      }
    }
    return pairs;
  }

  private void edited() throws IOException {
    Random random = new Random(42);
    List<String> names = texts.keySet().stream().sorted().toList();
    for (String name : names) {
      String text = texts.getOrDefault(name, "");
      for (int edit = 0; edit < EDITS_OF_A_TEXT; edit++) {
        String other = texts.getOrDefault(names.get(random.nextInt(names.size())), "");
        if (text.length() >= 2 * PASSAGE && other.length() >= 2 * PASSAGE && text != other) {
          String passage = passage(text, PASSAGE, random);
          int replaced = (int) (PASSAGE * MOST_REPLACED * random.nextDouble());
          int at = random.nextInt(PASSAGE - replaced + 1);
          String changed =
              passage.substring(0, at)
                  + passage(other, replaced, random)
                  + passage.substring(at + replaced);
          pair("edited", passage, changed);
        }
      }
    }
  }

  private static String passage(String text, int length, Random random) {
    int from = random.nextInt(text.length() - length + 1);
    return text.substring(from, from + length);
  }

  /// Every pair of texts that shares a band, but those of the same work.
  private void different(Set<String> sameWorks) throws IOException {
    List<String> names = texts.keySet().stream().sorted().toList();
    Map<Long, List<String>> buckets = new HashMap<>();
    Set<String> met = new HashSet<>();
    for (String name : names) {
      for (long band : minHash.bandsOf(texts.getOrDefault(name, ""))) {
        List<String> bucket = buckets.computeIfAbsent(band, _ -> new ArrayList<>());
        for (String elder : bucket) {
          String pair = elder + "\t" + name;
          if (!elder.equals(name) && !sameWorks.contains(pair) && met.add(pair)) {
            pair("different", texts.getOrDefault(elder, ""), texts.getOrDefault(name, ""));
          }
        }
        bucket.add(name);
      }
    }
  }

  private void pair(String kind, String one, String other) throws IOException {
    long[] a = Shingles.of(one);
    long[] b = Shingles.of(other);
    double jaccard = Shingles.jaccard(a, b);
    boolean meet =
        MinHash.meet(minHash.bands(minHash.signature(a)), minHash.bands(minHash.signature(b)));
    out.write(
        JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("jaccard", jaccard)
                .put("chance", minHash.chance(jaccard))
                .put("meet", meet)
            + "\n");
  }
}
