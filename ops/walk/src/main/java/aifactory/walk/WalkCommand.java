package aifactory.walk;

import aifactory.claim.ClaimsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// `./factory walk NAME [--short] [--json] [--record]`: exit 0 only when every step holds, 1 when
/// one does not, 2 for a wrong call.
public final class WalkCommand {
  private WalkCommand() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    if (words.isEmpty() || words.getFirst().startsWith("-")) {
      System.err.println(
          "usage: ./factory walk NAME [--short] [--json] [--record]\n"
              + String.join("\n", WalkCatalogue.listing()));
      System.exit(2);
    }
    try {
      System.exit(walk(words) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static boolean walk(List<String> words) {
    String name = words.getFirst();
    Scale scale = words.contains("--short") ? Scale.SHORT : Scale.FULL;
    Path root = Path.of(System.getProperty("factory.root", ".")).toAbsolutePath().normalize();
    if (words.contains("--record") && scale != Scale.FULL) {
      throw new IllegalArgumentException("--record is for whole walks, not for short ones");
    }
    Walk walk = WalkCatalogue.named(name).make(scale);
    WalkReport report = new WalkReport(name, words.contains("--json"));
    try {
      walk.take(root, report);
    } catch (Exception e) {
      report.failed("walk came to its end", e);
    }
    report.finish();
    if (words.contains("--record")) {
      record(root, name, report);
    }
    return report.holds();
  }

  private static void record(Path root, String name, WalkReport report) {
    try {
      ClaimsPage.record(root, "walk-" + name, report.claims());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
