package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.SourcePages.Page;
import aifactory.crawler.source.Source;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hacker News: the first stories of a list (`…/v0/topstories.json`, `newstories`, `beststories`).
/// A story that links is a URL to fetch; one with a text of its own is a document.
public final class HackerNewsCollector implements Collector {
  private static final String ITEM_PAGE = "https://news.ycombinator.com/item?id=";

  private final CollectorTools tools;

  public HackerNewsCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    SourcePages pages = new SourcePages(tools, source, tools.maxBytes());
    return switch (pages.get(source.address())) {
      case Page.Missing(Failed outcome) -> outcome;
      case Page.Unchanged ignored -> new CollectOutcome.Collected(0, 0, 0);
      case Page.Read list -> {
        Optional<List<Long>> ids = ids(list.body());
        yield ids.isEmpty()
            ? new Failed(Reason.MALFORMED_CONTENT, "not a list of items")
            : new Visit(source, findings, pages).items(list.url(), ids.get());
      }
    };
  }

  private static Optional<List<Long>> ids(byte[] body) {
    JsonNode list = JsonBody.read(body);
    if (!list.isArray()) {
      return Optional.empty();
    }
    List<Long> ids = new ArrayList<>();
    list.forEach(id -> ids.add(id.asLong()));
    return Optional.of(ids);
  }

  /// One visit; one thread.
  private final class Visit {
    private final Source source;
    private final Findings findings;
    private final SourcePages pages;
    private long urls;
    private long documents;
    private long skipped;

    Visit(Source source, Findings findings, SourcePages pages) {
      this.source = source;
      this.findings = findings;
      this.pages = pages;
    }

    CollectOutcome items(CanonicalUrl list, List<Long> ids) {
      for (long id : ids.stream().limit(tools.settings().hackerNewsItems()).toList()) {
        Optional<CanonicalUrl> place = list.resolve("item/" + id + ".json");
        if (place.isPresent() && pages.get(place.get().text()) instanceof Page.Read item) {
          item(JsonBody.read(item.body()));
        } else {
          skipped++;
        }
      }
      findings.confirm();
      return new CollectOutcome.Collected(urls, documents, skipped);
    }

    private void item(JsonNode item) {
      boolean gone = item.path("dead").asBoolean() || item.path("deleted").asBoolean();
      Optional<CanonicalUrl> link =
          CanonicalUrl.parse(item.path("url").asText(""))
              .filter(url -> !source.localAllowed() || source.includes(url));
      String text = item.path("text").asText("");
      if (gone || !item.path("id").isNumber() || link.isEmpty() && text.isBlank()) {
        skipped++;
      } else if (link.isPresent()) {
        findings.url(link.get(), 1, false);
        urls++;
      } else {
        String title = item.path("title").asText("");
        String page = "<html><body><h1>%s</h1><p>%s</body></html>".formatted(title, text);
        CollectedText story =
            new CollectedText(
                ITEM_PAGE + item.path("id").asLong(),
                page.getBytes(StandardCharsets.UTF_8),
                "text/html; charset=utf-8",
                Optional.of(title).filter(known -> !known.isBlank()),
                Optional.of("en"),
                Optional.empty());
        findings.document(story.from(source, tools.clock().instant()));
        documents++;
      }
    }
  }
}
