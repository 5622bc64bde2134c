package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.contract.policy.PolicyTable;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sites that nobody registered: asks a search engine that speaks SearXNG's JSON
/// (`…/search?q=…&format=json`) each query once per visit and takes what it finds as pages to
/// fetch, those first that no policy forbids. What is found is of the world, whatever the engine's
/// own address is.
public final class DiscoveryCollector implements Collector {

  private final CollectorTools tools;

  public DiscoveryCollector(CollectorTools tools) {
    this.tools = tools;
  }

  /// What a query found.
  private sealed interface Results {
    record Found(List<String> urls) implements Results {}

    record None(Failed outcome) implements Results {}
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    if (CanonicalUrl.parse(source.address()).isEmpty()) {
      return new Failed(Reason.MALFORMED_ADDRESS, "not an http(s) URL: " + source.address());
    }
    if (source.localAllowed()) {
      return new Failed(
          Reason.MALFORMED_ADDRESS, "a search may not lead to local addresses: set the endpoint");
    }
    CollectorSettings.Discovery terms = tools.settings().discovery();
    PolicyTable policies = tools.policies().get();
    Set<CanonicalUrl> seeds = new LinkedHashSet<>();
    long skipped = 0;
    Optional<Failed> failed = Optional.empty();
    for (String query : terms.queries()) {
      switch (ask(source, terms, query)) {
        case Results.None(Failed outcome) -> failed = Optional.of(outcome);
        case Results.Found(List<String> urls) -> {
          for (String found : urls) {
            Optional<CanonicalUrl> url =
                CanonicalUrl.parse(found).filter(one -> isPermitted(policies, one));
            if (url.isEmpty() || seeds.size() >= terms.seedsPerVisit()) {
              skipped++;
            } else {
              seeds.add(url.get());
            }
          }
        }
      }
    }
    seeds.forEach(url -> findings.url(url, 1, false));
    findings.confirm();
    return seeds.isEmpty() && failed.isPresent()
        ? failed.get()
        : new CollectOutcome.Collected(seeds.size(), 0, skipped);
  }

  private static boolean isPermitted(PolicyTable policies, CanonicalUrl url) {
    return policies.ruling(DocumentId.of(url.text()), url.text(), url.host(), "web").permits();
  }

  /// An engine that the operator's own setting names may be on this machine.
  private Results ask(Source source, CollectorSettings.Discovery terms, String query) {
    String separator = source.address().contains("?") ? "&" : "?";
    String question = "q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&format=json";
    FetchResponse response =
        tools
            .pages()
            .fetch(
                new FetchRequest(
                    source.address() + separator + question,
                    source.address().equals(terms.endpoint()),
                    Set.of(),
                    tools.maxBytes(),
                    false,
                    null,
                    null));
    if (response.outcome() != FetchOutcome.FETCHED) {
      Reason reason =
          response.outcome() == FetchOutcome.GONE ? Reason.NOT_FOUND : Reason.UNREADABLE;
      return new Results.None(new Failed(reason, response.outcome() + ": " + response.detail()));
    }
    JsonNode results = JsonBody.read(response.body()).path("results");
    return results.isArray()
        ? new Results.Found(
            results
                .valueStream()
                .limit(terms.resultsPerQuery())
                .map(result -> result.path("url").asText(""))
                .toList())
        : new Results.None(new Failed(Reason.MALFORMED_CONTENT, "no results as SearXNG has them"));
  }
}
