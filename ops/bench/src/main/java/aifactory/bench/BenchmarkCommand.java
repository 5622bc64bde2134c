package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.claim.ClaimsPage;
import java.nio.file.Path;
import java.util.List;

/// `./factory bench NAME [--runs N] [--data DIR] [--record]`: one JSON line per claim; exit 1 when
/// a bound is missed.
public final class BenchmarkCommand {
  private static final int DEFAULT_RUNS = 5;

  private BenchmarkCommand() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    if (words.isEmpty()) {
      System.err.println(
          "usage: ./factory bench NAME [--runs N] [--data DIR] [--record]\n"
              + String.join("\n", BenchmarkCatalogue.listing()));
      System.exit(2);
    }
    try {
      System.exit(run(words) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      System.err.println("could not measure: " + e);
      System.exit(3);
    }
  }

  private static boolean run(List<String> words) throws Exception {
    Path root = Path.of(System.getProperty("factory.root", ".")).toAbsolutePath().normalize();
    BenchmarkCatalogue chosen = BenchmarkCatalogue.named(words.getFirst());
    int data = words.indexOf("--data");
    if (data >= 0 && data + 1 < words.size()) {
      System.setProperty(BenchmarkCatalogue.DATA, words.get(data + 1));
    }
    List<Claim> claims = chosen.make().measure(root, runs(words));
    claims.forEach(claim -> System.out.println(claim.line()));
    if (words.contains("--record")) {
      ClaimsPage.record(root, chosen.commandName(), claims);
    }
    return claims.stream().allMatch(Claim::passes);
  }

  private static int runs(List<String> words) {
    int at = words.indexOf("--runs");
    if (at < 0) {
      return DEFAULT_RUNS;
    }
    try {
      int runs = Integer.parseInt(words.get(at + 1));
      if (runs < 1) {
        throw new IllegalArgumentException("--runs must be at least 1, not " + runs);
      }
      return runs;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("--runs needs a number", e);
    }
  }
}
