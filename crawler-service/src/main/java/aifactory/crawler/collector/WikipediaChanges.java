package aifactory.crawler.collector;

import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.SourcePages.Page;
import aifactory.crawler.source.Source;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Fresh changes of a Wikipedia by its API (`https://ja.wikipedia.org/w/api.php`): articles that
/// were written or changed since the last visit, oldest first, as they are now, in wikitext. A
/// visit takes a bounded number; the next one goes on behind it.
final class WikipediaChanges implements Collector {
  private static final String SINCE = "since";
  private static final String ADDRESS = "address";

  /// The first visit looks back so far.
  private static final Duration FIRST = Duration.ofHours(1);

  /// Articles whose text the API gives at once, and changes that it lists at once.
  private static final int TEXTS_AT_ONCE = 50;

  private static final int LISTED_AT_ONCE = 500;

  private final CollectorTools tools;

  WikipediaChanges(CollectorTools tools) {
    this.tools = tools;
  }

  /// What the API said, or why it said nothing.
  private sealed interface Answer {
    record Said(JsonNode json) implements Answer {}

    record Nothing(Failed outcome) implements Answer {}
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    ProgressNote note = ProgressNote.read(tools.progress(), "wikipedia-api", source.id());
    if (!note.text(ADDRESS).orElse("").equals(source.address())) {
      note.clear();
      note.put(ADDRESS, source.address());
    }
    String since =
        note.text(SINCE)
            .orElseGet(() -> Long.toString(tools.clock().instant().minus(FIRST).getEpochSecond()));
    SourcePages pages = new SourcePages(tools, source, answerBytes());
    String list =
        "&list=recentchanges&rcnamespace=0&rctype=edit%7Cnew&rcshow=!bot%7C!redirect"
            + "&rcprop=ids%7Ctimestamp&rcdir=newer&rclimit="
            + Math.min(LISTED_AT_ONCE, tools.settings().wikipediaChanges())
            + "&rcstart="
            + since;
    return switch (ask(pages, source, list)) {
      case Answer.Nothing(Failed outcome) -> outcome;
      case Answer.Said(JsonNode answer) -> new Visit(source, findings, pages).over(answer, note);
    };
  }

  /// Many articles come in one answer.
  private int answerBytes() {
    return (int) Math.min(Integer.MAX_VALUE / 4, 8L * tools.maxBytes());
  }

  private static Answer ask(SourcePages pages, Source source, String query) {
    String address = source.address() + (source.address().contains("?") ? "&" : "?");
    String common = "action=query&format=json&formatversion=2&maxlag=5";
    return switch (pages.get(address + common + query)) {
      case Page.Missing(Failed outcome) -> new Answer.Nothing(outcome);
      case Page.Unchanged ignored -> nothing("unchanged, unasked");
      case Page.Read read -> {
        JsonNode json = JsonBody.read(read.body());
        String error = json.path("error").path("code").asText("");
        if (!error.isEmpty()) {
          yield new Answer.Nothing(new Failed(Reason.UNREADABLE, "the API says " + error));
        }
        yield json.path("query").isObject()
            ? new Answer.Said(json.path("query"))
            : nothing("not an answer of the MediaWiki API");
      }
    };
  }

  private static Answer nothing(String why) {
    return new Answer.Nothing(new Failed(Reason.MALFORMED_CONTENT, why));
  }

  /// One visit; one thread.
  private final class Visit {
    private final Source source;
    private final Findings findings;
    private final SourcePages pages;
    private long documents;
    private long skipped;

    Visit(Source source, Findings findings, SourcePages pages) {
      this.source = source;
      this.findings = findings;
      this.pages = pages;
    }

    CollectOutcome over(JsonNode answer, ProgressNote note) {
      Set<Long> changed = new LinkedHashSet<>();
      String last = "";
      for (JsonNode change : answer.path("recentchanges")) {
        if (change.path("pageid").asLong() > 0) {
          changed.add(change.path("pageid").asLong());
        }
        last = change.path("timestamp").asText("");
      }
      List<Long> ids = new ArrayList<>(changed);
      for (int from = 0; from < ids.size(); from += TEXTS_AT_ONCE) {
        List<Long> some = ids.subList(from, Math.min(ids.size(), from + TEXTS_AT_ONCE));
        Optional<Failed> failed = texts(some);
        if (failed.isPresent()) {
          return failed.get(); // the next visit begins where this one did
        }
      }
      findings.confirm();
      if (!last.isEmpty()) {
        note.put(SINCE, after(last));
      }
      note.write();
      return new CollectOutcome.Collected(0, documents, skipped);
    }

    private Optional<Failed> texts(List<Long> ids) {
      String query =
          "&meta=siteinfo&siprop=general&prop=revisions%7Cinfo&rvprop=content&rvslots=main&pageids="
              + ids.stream().map(String::valueOf).collect(Collectors.joining("%7C"));
      return switch (ask(pages, source, query)) {
        case Answer.Nothing(Failed outcome) -> Optional.of(outcome);
        case Answer.Said(JsonNode answer) -> {
          JsonNode site = answer.path("general");
          String home = site.path("base").asText("");
          String base = home.substring(0, home.lastIndexOf('/') + 1);
          answer.path("pages").forEach(page -> article(page, base, site.path("lang").asText("")));
          yield Optional.empty();
        }
      };
    }

    private void article(JsonNode page, String base, String language) {
      JsonNode slot = page.path("revisions").path(0).path("slots").path("main");
      String text = slot.path("content").asText("");
      boolean article =
          page.path("ns").asInt(-1) == 0
              && !page.path("missing").asBoolean()
              && !page.path("redirect").asBoolean()
              && slot.path("contentmodel").asText("").equals("wikitext")
              && !text.isBlank();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String title = page.path("title").asText("");
      Optional<String> url = WikiPlace.of(base, title);
      if (!article || url.isEmpty() || bytes.length > tools.maxBytes()) {
        skipped++;
        return;
      }
      CollectedText document =
          new CollectedText(
              url.get(),
              bytes,
              "text/x-wiki; charset=utf-8",
              Optional.of(title),
              Optional.of(language).filter(said -> !said.isEmpty()),
              Optional.of(WikiPlace.LICENCE));
      findings.document(document.from(source, tools.clock().instant()));
      documents++;
    }
  }

  /// The second behind a time as the API tells it (`2026-01-31T12:00:00Z`): what changed within it
  /// came with it, or it is listed with the page's next change.
  private static String after(String time) {
    try {
      return Long.toString(java.time.Instant.parse(time).getEpochSecond() + 1);
    } catch (java.time.format.DateTimeParseException e) {
      return time;
    }
  }
}
