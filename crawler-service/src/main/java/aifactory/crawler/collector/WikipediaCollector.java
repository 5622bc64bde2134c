package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.WikiDump.Article;
import aifactory.crawler.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Wikipedia, in any language: a dump on this machine, or the address of its API, of which fresh
/// changes are taken. Each article of a dump is a document in wikitext. Redirects and other
/// namespaces are left out. A visit that was cut off publishes nothing twice but what was under
/// way; a dump that did not change since it was read is not read again.
public final class WikipediaCollector implements Collector {
  private static final String FILE = "file";
  private static final String DONE = "pages";
  private static final Pattern NAME = Pattern.compile("^([a-z]{2,3}(?:_[a-z_]+)?)wiki\\b");

  private static final int REMEMBER_EVERY = 256;

  private final CollectorTools tools;

  public WikipediaCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    if (CanonicalUrl.parse(source.address()).isPresent()) {
      return new WikipediaChanges(tools).collect(source, findings);
    }
    Optional<Path> dump = path(source.address());
    if (dump.isEmpty()) {
      return new Failed(Reason.MALFORMED_ADDRESS, "not a file: " + source.address());
    }
    if (!Files.isRegularFile(dump.get())) {
      return new Failed(Reason.NOT_FOUND, "nothing at " + dump.get());
    }
    try {
      return new Visit(source, findings).over(dump.get());
    } catch (IOException e) {
      return new Failed(Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Path> path(String address) {
    try {
      Path path = address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address);
      return Optional.of(path.toAbsolutePath());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// `jawiki-20260101-pages-articles.xml.bz2` → `ja`, for dumps that do not say; else empty.
  private static String wiki(Path dump) {
    Matcher name = NAME.matcher(dump.getFileName().toString());
    return name.find() ? name.group(1).replace('_', '-') : "";
  }

  /// One visit; one thread.
  private final class Visit {
    private final Source source;
    private final Findings findings;
    private final ProgressNote note;
    private long before;
    private long documents;
    private long tooLarge;

    Visit(Source source, Findings findings) {
      this.source = source;
      this.findings = findings;
      this.note = ProgressNote.read(tools.progress(), "wikipedia", source.id());
    }

    CollectOutcome over(Path dump) throws IOException {
      String version = Files.size(dump) + " " + Files.getLastModifiedTime(dump).toMillis();
      if (!note.text(FILE).orElse("").equals(version)) {
        note.clear();
        note.put(FILE, version);
      }
      before = note.number(DONE);
      WikiDump.End end;
      try (InputStream in = Files.newInputStream(dump)) {
        end = new WikiDump(wiki(dump)).read(in, this::take);
      }
      findings.confirm();
      note.put(DONE, Math.max(before, end.pages()));
      note.write();
      return end.pages() == 0
          ? new Failed(Reason.MALFORMED_CONTENT, end.broken().orElse("no pages"))
          : new CollectOutcome.Collected(0, documents, end.skipped() + tooLarge);
    }

    private void take(Article article) {
      if (article.number() <= before) {
        return;
      }
      Optional<String> url = WikiPlace.of(article.base(), article.title());
      byte[] text = article.wikitext().getBytes(StandardCharsets.UTF_8);
      if (url.isEmpty() || text.length > tools.maxBytes()) {
        tooLarge++;
        return;
      }
      CollectedText document =
          new CollectedText(
              url.get(),
              text,
              "text/x-wiki; charset=utf-8",
              Optional.of(article.title()),
              Optional.of(article.language()).filter(language -> !language.isEmpty()),
              Optional.of(WikiPlace.LICENCE));
      findings.document(document.from(source, tools.clock().instant()));
      documents++;
      if (documents % REMEMBER_EVERY == 0) {
        findings.confirm();
        note.put(DONE, article.number());
        note.write();
      }
    }
  }
}
