package aifactory.claim;

import aifactory.contract.manifest.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `docs/reference/claims.md`, made from the recorded lines under `docs/reference/claims/`.
public final class ClaimsPage {
  private ClaimsPage() {}

  /// Records the claims of a walk or benchmark and writes the page anew.
  public static void record(Path root, String name, List<Claim> claims) throws IOException {
    Path lines = linesDirectory(root);
    Files.createDirectories(lines);
    String code = code(root);
    Files.write(
        lines.resolve(name + ".jsonl"),
        claims.stream().map(claim -> claim.of(code).line()).toList());
    Files.writeString(page(root), render(root));
  }

  /// Commit and day of the code, as `783799a of 2026-11-23`, with a plus sign where files differ
  /// from it; unknown where the code is no clone.
  private static String code(Path root) throws IOException {
    Optional<String> changes = git(root, "status", "--porcelain", "--untracked-files=no");
    String differs = changes.filter(String::isEmpty).isPresent() ? "" : "+";
    return git(root, "log", "-1", "--format=%h" + differs + " of %cs").orElse("unknown");
  }

  private static Optional<String> git(Path root, String... asked) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(asked));
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.onExit().join().exitValue() == 0 ? Optional.of(told) : Optional.empty();
  }

  static Path page(Path root) {
    return root.resolve("docs/reference/claims.md");
  }

  static String render(Path root) throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Claims

            Generated from `docs/reference/claims/*.jsonl`, which `./factory bench NAME --record` and `./factory walk NAME --record`
            write; do not edit. A figure is the median of its raw measurements; the bound of a walk's steps is how many it has. A
            bound that is missed stays here, marked.

            | claim | figure | bound | holds | raw | measured on | code |
            |---|---|---|---|---|---|---|
            """);
    for (Claim claim : recorded(root)) {
      page.append(
          "| `%s` | %s %s | %s %s | %s | %s | %s | %s |\n"
              .formatted(
                  claim.name(),
                  number(claim.figure()),
                  claim.unit(),
                  claim.lowerIsBetter() ? "≤" : "≥",
                  number(claim.bound()),
                  claim.passes() ? "yes" : "**no**",
                  raw(claim),
                  claim.machine(),
                  claim.code()));
    }
    return page.toString();
  }

  private static String raw(Claim claim) {
    String figures = numbers(claim.raw());
    return claim.ours().isEmpty()
        ? figures
        : "%s (ours %s; peer %s)".formatted(figures, numbers(claim.ours()), numbers(claim.peer()));
  }

  private static String numbers(List<Double> values) {
    return String.join(", ", values.stream().map(ClaimsPage::number).toList());
  }

  static List<Claim> recorded(Path root) throws IOException {
    List<Claim> claims = new ArrayList<>();
    if (!Files.isDirectory(linesDirectory(root))) {
      return claims;
    }
    try (Stream<Path> files = Files.list(linesDirectory(root))) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          claims.add(CanonicalJson.read(line, Claim.class));
        }
      }
    }
    return claims;
  }

  private static Path linesDirectory(Path root) {
    return root.resolve("docs/reference/claims");
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
