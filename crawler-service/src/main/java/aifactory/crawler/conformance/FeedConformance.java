package aifactory.crawler.conformance;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.content.CharsetLabels;
import aifactory.contract.url.WebUrl;
import aifactory.crawler.feed.Feed;
import aifactory.crawler.feed.FeedDate;
import aifactory.crawler.feed.FeedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Feeds whose comment says what they hold (`Expect: entries[0]['title'] == 'x'`). Fields that the
/// crawler does not read are not compared; a file that asks for nothing else passes when it is
/// read. Markup is compared by elements, links and text; how it looks is not kept.
public final class FeedConformance {
  private static final String SITE = "http://127.0.0.1:8097/";

  private FeedConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, ".xml")) {
      byte[] body = Files.readAllBytes(file);
      String name = folder.relativize(file).toString();
      Optional<Expectation> expected = Expectation.of(body);
      if (expected.isPresent()) {
        boolean asked =
            expected.get().encoding().isPresent()
                || expected.get().claims().stream().anyMatch(FeedConformance::isOurs);
        lines.line(asked ? name : name + " (read)", difference(name, body, expected.get()));
      } else if (looksLikeFeed(body)) {
        lines.line(
            name + " (read)",
            read(body, "text/xml", name).isPresent()
                ? Optional.empty()
                : Optional.of("not read as a feed"));
      }
    }
  }

  /// Files without a comment count when they are feeds at all.
  private static boolean looksLikeFeed(byte[] body) {
    String head = CharsetDecision.decoded(body, "text/xml");
    return head.contains("<rss") || head.contains("<feed") || head.contains("<rdf:RDF");
  }

  private static Optional<Feed> read(byte[] body, String type, String name) {
    return FeedReader.read(body, type, SITE + name);
  }

  private static Optional<String> difference(String name, byte[] body, Expectation expected) {
    String type = expected.header("content-type").orElse("application/xml");
    if (expected.encoding().isPresent()) {
      return encodingDifference(body, type, expected.encoding().get());
    }
    String place =
        WebUrl.parse(SITE + name)
            .flatMap(url -> url.resolve(expected.header("content-location").orElse("")))
            .map(WebUrl::href)
            .orElse("");
    Optional<Feed> feed = FeedReader.read(body, type, place);
    if (feed.isEmpty()) {
      boolean asked = expected.claims().stream().anyMatch(FeedConformance::isOurs);
      return asked ? Optional.of("not read as a feed") : Optional.empty();
    }
    return expected.claims().stream()
        .filter(FeedConformance::isOurs)
        .map(claim -> difference(feed.get(), claim))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// Two charsets are as good as one another when the text comes out the same.
  private static Optional<String> encodingDifference(byte[] body, String type, String expected) {
    String text = CharsetDecision.decoded(body, type);
    String name = CharsetLabels.nameOf(CharsetDecision.of(body, type));
    boolean same =
        CharsetLabels.named(expected)
            .map(charset -> new String(body, charset).replaceFirst("^\uFEFF", "").equals(text))
            .orElse(false);
    return same
        ? Optional.empty()
        : Optional.of("read as %s, expected %s".formatted(name, expected));
  }

  private static boolean isOurs(Expectation.Claim claim) {
    boolean value = claim.part().isEmpty() || claim.part().equals("value");
    boolean date = claim.field().matches("(published|updated)(_parsed)?");
    String field = claim.field().replace("_detail", "");
    boolean both = field.equals("title") || field.equals("link");
    boolean entry =
        claim.entry() >= 0 && (date || field.matches("id|guid|summary|description|content"));
    return value && (both || entry) && !(claim.field().equals("content") && claim.part().isEmpty());
  }

  private static Optional<String> difference(Feed feed, Expectation.Claim claim) {
    if (claim.entry() >= feed.entries().size()) {
      return Optional.of("only %d entries".formatted(feed.entries().size()));
    }
    String field = claim.field().replace("_detail", "");
    if (field.matches("(published|updated)(_parsed)?")) {
      return dateDifference(feed.entries().get(claim.entry()), field, claim.value());
    }
    Optional<String> found =
        claim.entry() < 0
            ? field.equals("title") ? feed.title() : feed.link()
            : ofEntry(feed.entries().get(claim.entry()), field);
    String actual = found.orElse("");
    boolean same = actual.equals(claim.value()) || skeleton(actual).equals(skeleton(claim.value()));
    return same
        ? Optional.empty()
        : Optional.of("%s is \"%s\", expected \"%s\"".formatted(field, actual, claim.value()));
  }

  private static Optional<String> ofEntry(Feed.Entry entry, String field) {
    return switch (field) {
      case "title" -> entry.title();
      case "link" -> entry.link();
      case "id", "guid" -> entry.id();
      case "content" -> entry.content();
      default -> entry.summary().or(entry::content);
    };
  }

  private static Optional<String> dateDifference(Feed.Entry entry, String field, String value) {
    Optional<Instant> expected = value.startsWith("(") ? tuple(value) : FeedDate.parse(value);
    Optional<Instant> actual = field.startsWith("pub") ? entry.published() : entry.updated();
    Optional<Instant> either = actual.or(() -> entry.published()).or(() -> entry.updated());
    return expected.equals(either)
        ? Optional.empty()
        : Optional.of("%s is %s, expected %s".formatted(field, actual, value));
  }

  private static Optional<Instant> tuple(String value) {
    int[] n =
        Arrays.stream(value.split("\\D+"))
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return Optional.of(
        LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5]).toInstant(ZoneOffset.UTC));
  }

  /// Elements, where they link to, and text; white space is one space.
  private static String skeleton(String markup) {
    Element body = Jsoup.parseBodyFragment(markup).body();
    return body.nodeStream()
        .map(FeedConformance::bone)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String bone(Node node) {
    return switch (node) {
      case TextNode text -> text.getWholeText();
      case Element element when !element.normalName().equals("body") ->
          "<" + element.normalName() + " " + element.attr("href") + element.attr("src") + ">";
      default -> "";
    };
  }
}
