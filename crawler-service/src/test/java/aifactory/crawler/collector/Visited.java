package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.policy.PolicyTable;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Visits of a test to one source, and what they found.
final class Visited implements Findings {
  final List<String> urls = new ArrayList<>();
  final List<DocumentFetched> documents = new ArrayList<>();
  final List<FetchRequest> asked = new ArrayList<>();
  final Map<String, String> pages = new HashMap<>();
  PolicyTable policies = PolicyTable.EMPTY;
  CollectorSettings settings = CollectorSettings.DEFAULTS;

  CollectOutcome once(Source source, Path progress) {
    return once(source, progress, this::answer);
  }

  CollectOutcome once(Source source, Path progress, PageSource network) {
    CollectorTools tools =
        new CollectorTools(
            network,
            () -> Instant.parse("2026-02-01T00:00:00Z"),
            4_096,
            progress,
            settings,
            () -> policies);
    return CollectorCatalogue.ofKind(source.kind()).orElseThrow().open(tools).collect(source, this);
  }

  static Source source(String kind, String address, boolean local) {
    return new Source("s", kind, address, List.of(), null, "unknown", local, true, Instant.EPOCH);
  }

  private FetchResponse answer(FetchRequest request) {
    asked.add(request);
    String page = pages.get(request.url());
    return page == null
        ? new FetchResponse(FetchOutcome.GONE, "404", 404, null, Map.of(), new byte[0])
        : new FetchResponse(
            FetchOutcome.FETCHED,
            null,
            200,
            "127.0.0.1",
            Map.of(),
            page.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void url(CanonicalUrl url, int depth, boolean seed) {
    urls.add(url.text());
  }

  @Override
  public void document(DocumentFetched document) {
    documents.add(document);
  }

  @Override
  public void confirm() {}

  static String text(DocumentFetched document) {
    return StandardCharsets.UTF_8.decode(document.getBody().duplicate()).toString();
  }
}
