package aifactory.crawler.explain;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.fetch.AddressGuard;
import aifactory.crawler.fetch.GuardedNames;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a request may go where a URL leads. Names are not resolved here: the question says what
/// they resolve to.
final class AddressQuestion implements Question {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public String name() {
    return "address";
  }

  @Override
  public String usage() {
    return "{\"url\",\"resolves_to\":[…]} -> {\"allowed\",\"why\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    AddressGuard.Verdict verdict = verdict(asked);
    return JsonNodeFactory.instance
        .objectNode()
        .put("allowed", verdict.permitted())
        .put("why", verdict.why());
  }

  private static AddressGuard.Verdict verdict(JsonNode asked) {
    Optional<WebUrl> url = WebUrl.parse(Asked.text(asked, "url"));
    if (url.isEmpty()) {
      return refused("not a URL");
    }
    String host = url.get().host();
    if (!url.get().scheme().matches("https?") || host == null) {
      return refused("not a web address: " + url.get().scheme());
    }
    List<String> addresses = addresses(host, asked);
    AddressGuard.Verdict verdict = refused(host + " has no address");
    for (String text : addresses) {
      Optional<InetAddress> address = literal(text);
      if (address.isEmpty()) {
        return refused("not an address: " + text);
      }
      verdict = AddressGuard.verdict(address.get(), false);
      if (!verdict.permitted()) { // one forbidden answer is an attempt
        return refused(verdict.why() + " (" + address.get().getHostAddress() + ")");
      }
    }
    return verdict;
  }

  private static AddressGuard.Verdict refused(String why) {
    return new AddressGuard.Verdict(false, why);
  }

  /// Literals never pass a resolver, and names for this machine are known without one.
  private static List<String> addresses(String host, JsonNode asked) {
    if (literal(host).isPresent()) {
      return List.of(host);
    }
    if (GuardedNames.isLoopback(host)) {
      return List.of(LOOPBACK);
    }
    List<String> addresses = new ArrayList<>();
    JsonNode given = asked.path("resolves_to");
    if (given.isTextual()) {
      addresses.add(given.asText());
    }
    given.elements().forEachRemaining(address -> addresses.add(address.asText()));
    return addresses;
  }

  /// An address in any spelling; never a name.
  private static Optional<InetAddress> literal(String text) {
    int zone = text.indexOf('%');
    String bare = (zone < 0 ? text : text.substring(0, zone)).replaceAll("^\\[|\\]$", "");
    String host = bare.indexOf(':') >= 0 ? "[" + bare + "]" : bare;
    String canonical = WebUrl.parse("http://" + host + "/").map(WebUrl::host).orElse(null);
    boolean address =
        canonical != null && (canonical.startsWith("[") || canonical.matches("[0-9.]+"));
    if (!address) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(canonical)); // a literal: nobody is asked
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
