package aifactory.crawler.conformance;

import aifactory.contract.content.CharsetDecision;
import aifactory.crawler.fetch.PageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// Dumps of MediaWiki: the articles that the collector finds must be as many as lines say that a
/// page of namespace 0 begins, less those that say that they redirect.
public final class WikipediaConformance {
  private static final Pattern REDIRECT =
      Pattern.compile("<text[^>]*>\\s*#redirect", Pattern.CASE_INSENSITIVE);

  private WikipediaConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, ".bz2")) {
      lines.line(folder.relativize(file).toString(), difference(file));
    }
  }

  private static Optional<String> difference(Path file) throws IOException {
    PageSource none =
        request -> {
          throw new IllegalStateException("a dump needs no network");
        };
    CollectorConformance.Visit visit =
        CollectorConformance.visit("wikipedia", file.toString(), none);
    long expected = articles(file);
    return visit.documents().size() == expected
        ? Optional.empty()
        : Optional.of(
            "%d articles, expected %d (%s)"
                .formatted(visit.documents().size(), expected, visit.outcome()));
  }

  /// Counted by lines, without a parser; a page that is cut off does not count.
  private static long articles(Path file) throws IOException {
    long articles = 0;
    boolean article = false;
    boolean redirect = false;
    byte[] dump;
    try (InputStream in = new BZip2CompressorInputStream(Files.newInputStream(file), true)) {
      dump = in.readAllBytes();
    }
    for (String line : CharsetDecision.decoded(dump, "text/xml").split("\n")) {
      String text = line.strip();
      if (text.equals("<page>")) {
        article = false;
        redirect = false;
      }
      article |= text.equals("<ns>0</ns>");
      redirect |= text.startsWith("<redirect") || REDIRECT.matcher(text).lookingAt();
      if (text.equals("</page>") && article && !redirect) {
        articles++;
      }
    }
    return articles;
  }
}
