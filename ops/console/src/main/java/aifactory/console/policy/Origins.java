package aifactory.console.policy;

import aifactory.contract.policy.PolicyTable;
import java.util.List;
import java.util.Optional;

/// Where a model's text came from, as policies decide on it.
///
/// @param each source type and domain, such as `web docs.example.org`
public record Origins(List<String> each) {
  private static final String ANY = "any";

  /// Of a bundle. Those of older trainers name no source types.
  public static Origins of(List<String> origins, List<String> domains) {
    return new Origins(
        origins.isEmpty()
            ? domains.stream().map(domain -> ANY + " " + domain).toList()
            : List.copyOf(origins));
  }

  /// A domain that must not be learned from.
  public record Forbidden(String domain, PolicyTable.Ruling ruling) {}

  /// The first that a table forbids.
  public Optional<Forbidden> forbidden(PolicyTable table) {
    for (String origin : each) {
      int space = origin.indexOf(' ');
      String domain = origin.substring(space + 1);
      PolicyTable.Ruling ruling = table.ruling("", "", domain, origin.substring(0, space));
      if (!ruling.permits()) {
        return Optional.of(new Forbidden(domain, ruling));
      }
    }
    return Optional.empty();
  }
}
