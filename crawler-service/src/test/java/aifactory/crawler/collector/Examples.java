package aifactory.crawler.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The smallest source of every kind, with what servers answer; written for these tests in the form
/// of real answers.
final class Examples {
  static final String FEED =
      """
      <rss version="2.0"><channel><title>t</title><item><title>1</title><link>http://a.org/1</link></item></channel></rss>
      """;
  static final String SITEMAP =
      """
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.org/s</loc></url>
      <url><loc>http://other.org/</loc></url></urlset>
      """;
  static final String ARXIV =
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
        xmlns:arxiv="http://arxiv.org/schemas/atom"><title>arXiv Query</title>
      <opensearch:totalResults>%d</opensearch:totalResults>
      <entry><id>http://arxiv.org/abs/2101.00001v2</id><title>On
        Gates</title><summary> We open a gate. </summary></entry>
      <entry><id>http://arxiv.org/abs/2101.00002v1</id><title>Gone</title>
      <summary>This paper has been withdrawn by its author.</summary></entry></feed>
      """;
  static final String WIKI =
      """
      <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="ja">
      <siteinfo><base>https://ja.wikipedia.org/wiki/%E3%83%A1</base></siteinfo>
      <page><title>港 (町)</title><ns>0</ns><id>1</id><revision><id>9</id><model>wikitext</model><text>'''港'''は町である。&lt;ref&gt;</text></revision></page>
      <page><title>旧港</title><ns>0</ns><id>2</id><redirect title="港"/><revision><text>#REDIRECT [[港]]</text></revision></page>
      <page><title>ノート:港</title><ns>1</ns><id>3</id><revision><text>議論</text></revision></page>
      </mediawiki>
      """;

  static final String SEARCH =
      """
      {"query":"gate","results":[
        {"url":"http://found.org/1","title":"One","engine":"a"},
        {"url":"ftp://found.org/2","title":"Two"},
        {"url":"http://forbidden.org/3","title":"Three"},
        {"url":"http://found.org/4","title":"Four"}],"suggestions":[]}
      """;

  /// With something to search for.
  static final CollectorSettings SETTINGS = searching("http://s.org/search", 24, 8);

  private Examples() {}

  static CollectorSettings searching(String endpoint, int seeds, int results) {
    CollectorSettings usual = CollectorSettings.DEFAULTS;
    return new CollectorSettings(
        usual.disabled(),
        usual.followSitemaps(),
        usual.hackerNewsItems(),
        usual.arxivQuery(),
        usual.arxivMaxResults(),
        usual.wikipediaChanges(),
        usual.git(),
        new CollectorSettings.Discovery(endpoint, List.of("gate", "open & shut"), seeds, results));
  }

  /// The address of a source of that kind.
  static String of(CollectorCatalogue kind, Path directory, Map<String, String> pages)
      throws IOException {
    return switch (kind) {
      case WEB, DOCS -> "http://a.org/";
      case FEED, NEWS -> at(pages, "http://a.org/feed", FEED);
      case SITEMAP -> at(pages, "http://a.org/sitemap.xml", SITEMAP);
      case HACKER_NEWS -> {
        at(
            pages,
            "http://a.org/v0/item/7.json",
            "{\"id\":7,\"type\":\"story\",\"url\":\"http://b.org/7\"}");
        yield at(pages, "http://a.org/v0/topstories.json", "[7]");
      }
      case ARXIV -> {
        String search = "http://a.org/api/query?search_query=all:gate";
        String page = search + "&sortBy=submittedDate&sortOrder=descending&max_results=30&start=0";
        at(pages, page, ARXIV.formatted(2));
        yield search;
      }
      case WIKIPEDIA -> Files.writeString(directory.resolve("dump.xml"), WIKI).toString();
      case WARC -> Files.write(directory.resolve("a.warc"), warc("http://a.org/w")).toString();
      case GIT -> GitExample.in(directory.resolve("repository")).toString();
      case DISCOVERY -> {
        at(pages, "http://s.org/search?q=gate&format=json", SEARCH);
        at(pages, "http://s.org/search?q=open+%26+shut&format=json", "{\"results\":[]}");
        yield "http://s.org/search";
      }
      case FILE -> Files.writeString(directory.resolve("a.html"), "<p>a").toString();
    };
  }

  private static String at(Map<String, String> pages, String url, String page) {
    pages.put(url, page);
    return url;
  }

  /// A request and its chunked answer.
  static byte[] warc(String url) {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\n<p>ar\r\n6\r\nchive.\r\n0\r\n\r\n";
    return (record("request", url, "GET / HTTP/1.1\r\n\r\n") + record("response", url, answer))
        .getBytes(UTF_8);
  }

  static String record(String type, String url, String block) {
    return "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        .formatted(type, url, block.getBytes(UTF_8).length, block);
  }
}
