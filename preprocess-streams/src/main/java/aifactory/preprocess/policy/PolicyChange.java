package aifactory.preprocess.policy;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import aifactory.event.TakedownOrdered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which domains a new table may judge differently, so that only they are walked.
///
/// @param domains with their subdomains
/// @param everything a takedown names a document, whose domain nobody said
public record PolicyChange(Set<String> domains, boolean everything) {

  public static PolicyChange between(PolicyTable before, PolicyTable after) {
    List<PolicySet> policies = difference(before.policies(), after.policies());
    List<TakedownOrdered> takedowns = difference(before.takedowns(), after.takedowns());
    List<Optional<String>> targets =
        takedowns.stream().map(PolicyChange::domainOf).collect(Collectors.toList());
    Set<String> domains = new TreeSet<>();
    policies.forEach(policy -> domains.add(policy.getPattern()));
    targets.forEach(target -> target.ifPresent(domains::add));
    return new PolicyChange(domains, targets.stream().anyMatch(Optional::isEmpty));
  }

  private static Optional<String> domainOf(TakedownOrdered takedown) {
    return switch (takedown.getTargetKind()) {
      case DOMAIN -> Optional.of(takedown.getTarget());
      case URL -> CanonicalUrl.parse(takedown.getTarget()).map(CanonicalUrl::host);
      case DOCUMENT -> Optional.empty();
    };
  }

  private static <T> List<T> difference(List<T> before, List<T> after) {
    return Stream.concat(
            before.stream().filter(order -> !after.contains(order)),
            after.stream().filter(order -> !before.contains(order)))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
