package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.DebianPackages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Main text of real pages beside trafilatura's and Readability's, as token F1 against the text
/// expected; deterministic, so it runs once. Three sets: a collection of pages with Readability's
/// own output as the expectation, pages of Debian's documentation marked by hand, and forum pages
/// written for this. The bound of a mean is the peer's figure of this run; each kind of page has a
/// floor. Pages on which a peer is much better go to standard error.
final class ExtractionBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.preprocess.explain.ExtractionTrial";
  private static final String LABELLED = "ops/bench/src/main/resources/labelled";
  private static final String[] PACKAGES = {
    "postgresql-doc-15", "python3.11-doc", "sqlite3-doc", "apache2-doc", "debian-handbook"
  };
  private static final Map<String, Double> FLOORS = new LinkedHashMap<>();
  private static final double FEWEST_MARKED = 30;
  private static final double MUCH = 0.1;
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    FLOORS.put("article", 0.95);
    FLOORS.put("documentation", 0.95);
    FLOORS.put("list", 0.9);
    FLOORS.put("japanese", 0.95);
    FLOORS.put("forum", 0.9);
  }

  private final Path data;

  ExtractionBenchmark(Path data) {
    this.data = data;
  }

  /// F1 by page.
  private record Scores(Map<String, Double> pages) {
    double mean() {
      return values().average().orElse(0);
    }

    double median() {
      double[] sorted = values().sorted().toArray();
      return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    double meanOf(String kind) {
      return pages.entrySet().stream()
          .filter(page -> page.getKey().endsWith("-" + kind))
          .mapToDouble(Map.Entry::getValue)
          .average()
          .orElse(0);
    }

    private DoubleStream values() {
      return pages.values().stream().mapToDouble(Double::doubleValue);
    }
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "extraction", "trafilatura");
    Path work = Files.createTempDirectory("factory-bench-extraction");
    Scores ours = ours(root, peer, data, work);
    Scores theirs = theirs(peer, "peer", data, work);
    tell(ours, theirs);
    Path marked = marked(root, peer, work.resolve("marked"));
    Scores oursMarked = ours(root, peer, marked, work);
    Scores trafilatura = theirs(peer, "peer", marked, work);
    Scores readability = theirs(peer, "readability", marked, work);
    tell(oursMarked, trafilatura);
    tell(oursMarked, readability);
    List<Claim> claims = new ArrayList<>();
    claims.add(claim("mean-f1", "F1", theirs.mean(), ours.mean()));
    claims.add(claim("median-f1", "F1", theirs.median(), ours.median()));
    claims.add(claim("marked-pages", "pages", FEWEST_MARKED, oursMarked.pages().size()));
    claims.add(claim("marked-mean-f1-trafilatura", "F1", trafilatura.mean(), oursMarked.mean()));
    claims.add(claim("marked-mean-f1-readability", "F1", readability.mean(), oursMarked.mean()));
    FLOORS.forEach(
        (kind, floor) -> claims.add(claim(kind + "-f1", "F1", floor, oursMarked.meanOf(kind))));
    return claims;
  }

  private static Claim claim(String name, String unit, double bound, double figure) {
    return Claim.of("extraction." + name, unit, bound, false, List.of(figure));
  }

  /// The marked pages with their passages, and the forum pages beside them.
  private static Path marked(Path root, PythonPeer peer, Path folder)
      throws IOException, InterruptedException {
    Path labelled = root.resolve(LABELLED);
    Path material = DebianPackages.unpacked(root, PACKAGES);
    peer.run(
        "marked",
        labelled.resolve("debian-pages.txt").toString(),
        material.toString(),
        folder.toString());
    try (Stream<Path> forums = Files.list(labelled.resolve("forum"))) {
      for (Path forum : forums.toList()) {
        Path copy = folder.resolve(forum.getFileName() + "-forum");
        Files.createDirectory(copy);
        for (String file : List.of("source.html", "expected.html")) {
          Files.copy(forum.resolve(file), copy.resolve(file));
        }
      }
    }
    return folder;
  }

  private static Scores ours(Path root, PythonPeer peer, Path pages, Path work)
      throws IOException, InterruptedException {
    String out = work.resolve("ours.jsonl").toString();
    PythonPeer.ours(root, "preprocess-streams", TRIAL, pages.toString(), out);
    return scored(peer, pages, out);
  }

  private static Scores theirs(PythonPeer peer, String mode, Path pages, Path work)
      throws IOException, InterruptedException {
    String out = work.resolve(mode + ".jsonl").toString();
    peer.run(mode, pages.toString(), out);
    return scored(peer, pages, out);
  }

  private static Scores scored(PythonPeer peer, Path pages, String found)
      throws IOException, InterruptedException {
    JsonNode scored = JSON.readTree(peer.run("score", pages.toString(), found));
    Map<String, Double> byPage = new TreeMap<>();
    scored
        .path("pages")
        .properties()
        .forEach(page -> byPage.put(page.getKey(), page.getValue().asDouble()));
    return new Scores(byPage);
  }

  private static void tell(Scores ours, Scores theirs) {
    theirs
        .pages()
        .forEach((page, score) -> {
          double difference = score - ours.pages().getOrDefault(page, 0.0);
          if (difference > MUCH) {
            System.err.printf(Locale.ROOT, "%s: the peer is better by %.3f%n", page, difference);
          }
        });
  }
}
