package aifactory.preprocess.extract;

import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// Main text of a web page: boilerplate by tag, role and name is cut out, what is left is written
/// as blocks of lines, and blocks that are mostly links are dropped unless they stand in prose.
///
/// Pruning rather than picking: articles, manuals and generated API pages spread their text over
/// many sections, and choosing the one densest element would lose most of it.
final class HtmlExtractor implements TextExtractor {
  private static final List<Evaluator> MAIN =
      Stream.of("main, [role=main]", "article", "[itemprop=articleBody]")
          .map(Selector::evaluatorOf)
          .toList();

  @Override
  public Extracted extract(Content content) {
    Document page = parse(content);
    PageMetadata metadata = PageMetadata.of(page);
    String title = metadata.title();
    Extracted.Claims claims = metadata.claims();
    Boilerplate.removeFrom(page);
    List<TextBlock> blocks = new BlockWriter().blocks(mainPart(page));
    return new Extracted(title, MainContent.join(MainContent.choose(blocks)), claims);
  }

  private static Document parse(Content content) {
    return Jsoup.parse(content.decoded(), content.url());
  }

  /// The element that the page itself calls its main part, if that is most of it; else the body.
  private static Element mainPart(Document page) {
    Element body = page.body();
    int all = TextLength.upTo(body, Integer.MAX_VALUE);
    for (Evaluator candidate : MAIN) {
      List<Element> found = page.select(candidate);
      if (found.size() == 1 && TextLength.upTo(found.getFirst(), all) * 2 >= all) {
        return found.getFirst();
      }
    }
    return MainElement.of(body);
  }
}
