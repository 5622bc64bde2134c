package aifactory.crawler.collector;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Collected;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.source.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WikipediaChangesTest {
  private static final String API = "https://ja.wikipedia.org/w/api.php";
  private static final String LIST =
      API
          + "?action=query&format=json&formatversion=2&maxlag=5&list=recentchanges&rcnamespace=0"
          + "&rctype=edit%7Cnew&rcshow=!bot%7C!redirect&rcprop=ids%7Ctimestamp&rcdir=newer"
          + "&rclimit=200&rcstart=";
  private static final String TEXTS =
      API
          + "?action=query&format=json&formatversion=2&maxlag=5&meta=siteinfo&siprop=general"
          + "&prop=revisions%7Cinfo&rvprop=content&rvslots=main&pageids=";

  /// An hour before the test's now.
  private static final String FIRST = "1769900400";

  @TempDir Path directory;
  private final Visited visited = new Visited();
  private final Source source = Visited.source("wikipedia", API, false);

  @Test
  void articlesThatChangedAreTakenOnceAndTheNextVisitGoesOnBehindThem() {
    visited.pages.put(
        asked(LIST + FIRST),
        """
        {"batchcomplete":true,"query":{"recentchanges":[
          {"type":"edit","ns":0,"pageid":7,"revid":90,"rcid":1,"timestamp":"2026-01-31T23:10:00Z"},
          {"type":"edit","ns":0,"pageid":7,"revid":91,"rcid":2,"timestamp":"2026-01-31T23:20:00Z"},
          {"type":"new","ns":0,"pageid":8,"revid":92,"rcid":3,"timestamp":"2026-01-31T23:30:00Z"}]}}
        """);
    visited.pages.put(
        asked(TEXTS + "7%7C8"),
        """
        {"batchcomplete":true,"query":{
          "general":{"mainpage":"M","base":"https://ja.wikipedia.org/wiki/%E3%83%A1","lang":"ja"},
          "pages":[
            {"pageid":7,"ns":0,"title":"港 (町)","lastrevid":91,"revisions":[{"slots":{"main":{
              "contentmodel":"wikitext","content":"'''港'''は町である。"}}}]},
            {"pageid":8,"missing":true}]}}
        """);
    visited.pages.put(asked(LIST + "1769902201"), "{\"query\":{\"recentchanges\":[]}}");

    assertThat(visited.once(source, directory)).isEqualTo(new Collected(0, 1, 1));
    assertThat(visited.once(source, directory)).isEqualTo(new Collected(0, 0, 0));

    assertThat(visited.documents)
        .singleElement()
        .satisfies(article -> {
          assertThat(article.getUrl())
              .as("as the dump names it")
              .isEqualTo("https://ja.wikipedia.org/wiki/%E6%B8%AF_(%E7%94%BA)");
          assertThat(Visited.text(article)).isEqualTo("'''港'''は町である。");
          assertThat(article.getContentType()).startsWith("text/x-wiki");
          assertThat(article.getLanguage()).isEqualTo("ja");
          assertThat(article.getLicence()).isEqualTo("cc-by-sa-4.0");
          assertThat(article.getSourceType()).isEqualTo("wikipedia");
        });
  }

  @Test
  void anAnswerThatIsNoneIsNamedAndTheVisitIsMadeAgain() {
    visited.pages.put(asked(LIST + FIRST), "<html>busy</html>");
    assertThat(visited.once(source, directory).toString()).contains("MALFORMED_CONTENT");

    visited.pages.put(asked(LIST + FIRST), "{\"error\":{\"code\":\"maxlag\",\"lag\":9}}");
    assertThat(visited.once(source, directory).toString()).contains("UNREADABLE", "maxlag");

    visited.pages.put(
        asked(LIST + FIRST),
        """
        {"query":{"recentchanges":[{"pageid":7,"timestamp":"2026-01-31T23:10:00Z"}]}}
        """);
    assertThat(visited.once(source, directory)).as("no texts").isInstanceOf(Failed.class);
    assertThat(visited.asked.getLast().url()).contains("pageids=7");
    visited.once(source, directory);
    assertThat(visited.asked.get(visited.asked.size() - 2).url()).endsWith(FIRST);
  }

  /// As the canonical URL has it.
  private static String asked(String url) {
    return CanonicalUrl.parse(url).orElseThrow().text();
  }
}
