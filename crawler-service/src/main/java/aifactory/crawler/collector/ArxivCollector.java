package aifactory.crawler.collector;

import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.SourcePages.Page;
import aifactory.crawler.markup.XmlTree;
import aifactory.crawler.source.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// arXiv: titles and abstracts of a search, newest first, a page of them per visit: the three
/// seconds between requests that arXiv asks for are kept by making one. Each visit goes on behind
/// the last one, also when papers were added in front meanwhile. Withdrawn papers are left out.
public final class ArxivCollector implements Collector {
  private static final String START = "start";
  private static final String TOTAL = "total";
  private static final String QUERY = "query";

  private final CollectorTools tools;

  public ArxivCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    ProgressNote note = ProgressNote.read(tools.progress(), "arxiv", source.id());
    String search = search(source.address());
    if (!note.text(QUERY).orElse(search).equals(search)) {
      note.clear(); // another search starts anew
    }
    long start = note.number(START);
    SourcePages pages = new SourcePages(tools, source, tools.maxBytes());
    return switch (pages.get(search + "&start=" + start)) {
      case Page.Missing(Failed outcome) -> outcome;
      case Page.Unchanged ignored -> new CollectOutcome.Collected(0, 0, 0);
      case Page.Read page -> {
        note.put(QUERY, search);
        yield papers(page, source, findings, note);
      }
    };
  }

  private String search(String address) {
    String query =
        address.contains("search_query=") || address.contains("id_list=")
            ? address
            : address
                + (address.contains("?") ? "&" : "?")
                + "search_query="
                + URLEncoder.encode(tools.settings().arxivQuery(), StandardCharsets.UTF_8);
    return query
        + "&sortBy=submittedDate&sortOrder=descending&max_results="
        + tools.settings().arxivMaxResults();
  }

  private CollectOutcome papers(
      Page.Read page, Source source, Findings findings, ProgressNote note) {
    Document answer = XmlTree.parse(page.body(), page.contentType());
    Optional<Long> total =
        XmlTree.find(answer, "totalResults".toLowerCase(java.util.Locale.ROOT))
            .map(XmlTree::text)
            .filter(text -> text.matches("\\d{1,15}"))
            .map(Long::parseLong);
    if (total.isEmpty()) {
      return new Failed(Reason.MALFORMED_CONTENT, "not an answer of the arXiv API");
    }
    List<Element> entries =
        answer.stream().filter(element -> XmlTree.name(element).equals("entry")).toList();
    List<CollectedText> papers = entries.stream().flatMap(entry -> paper(entry).stream()).toList();
    papers.forEach(paper -> findings.document(paper.from(source, tools.clock().instant())));
    findings.confirm();
    long added = note.number(TOTAL) == 0 ? 0 : Math.max(0, total.get() - note.number(TOTAL));
    long next = note.number(START) + added + entries.size();
    note.put(START, entries.isEmpty() || next >= total.get() ? 0 : next);
    note.put(TOTAL, total.get());
    note.write();
    return new CollectOutcome.Collected(0, papers.size(), entries.size() - papers.size());
  }

  /// `http://arxiv.org/abs/2104.12255v2` is the second version of `…/abs/2104.12255`.
  static Optional<CollectedText> paper(Element entry) {
    String id =
        XmlTree.childText(entry, "id")
            .orElse("")
            .replaceFirst("^http:", "https:")
            .replaceFirst("v\\d+$", "");
    String title = flat(XmlTree.childText(entry, "title").orElse(""));
    String summary = flat(XmlTree.childText(entry, "summary").orElse(""));
    String comment = XmlTree.childText(entry, "comment").orElse("");
    if (!id.contains("/abs/") || summary.isBlank() || isWithdrawn(summary, comment)) {
      return Optional.empty();
    }
    return Optional.of(
        CollectedText.plain(id, title + "\n\n" + summary + "\n", Optional.of(title))
            .withLicence("arxiv-metadata-cc0"));
  }

  private static boolean isWithdrawn(String summary, String comment) {
    return comment.toLowerCase(java.util.Locale.ROOT).contains("withdrawn")
        || summary.matches(
            "(?is)\\W*(this|the) (paper|article|submission|work|manuscript)"
                + " (has been|is|was) (being )?withdrawn.*");
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
