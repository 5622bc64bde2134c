package aifactory.trainer.dataset;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every order that forbids or allows text, in log order, so that the mask of now and the mask of
/// any journalled moment can be made. Thread-safe: a tail writes, the loop reads.
public final class OrderLog {
  private final List<Ordered<PolicySet>> policies = new ArrayList<>();
  private final List<Ordered<TakedownOrdered>> takedowns = new ArrayList<>();
  private final Map<Integer, List<Ordered<RetractionRegistered>>> retractions = new TreeMap<>();
  private MaskPosition position = MaskPosition.NONE;
  private RetractionMask current = RetractionMask.NONE;
  private boolean currentIsStale;

  private record Ordered<E>(long offset, E event) {}

  public synchronized void add(long offset, PolicySet order) {
    policies.add(new Ordered<>(offset, order));
    moved(new MaskPosition(offset + 1, position.takedowns(), position.retractions()));
  }

  public synchronized void add(long offset, TakedownOrdered order) {
    takedowns.add(new Ordered<>(offset, order));
    moved(new MaskPosition(position.policies(), offset + 1, position.retractions()));
  }

  public synchronized void add(int partition, long offset, RetractionRegistered retraction) {
    retractions
        .computeIfAbsent(partition, _ -> new ArrayList<>())
        .add(new Ordered<>(offset, retraction));
    Map<Integer, Long> next = new HashMap<>(position.retractions());
    next.put(partition, offset + 1);
    moved(new MaskPosition(position.policies(), position.takedowns(), next));
  }

  private void moved(MaskPosition next) {
    position = next;
    currentIsStale = true;
  }

  /// A mask and the place in the logs that it belongs to.
  public record Moment(MaskPosition position, RetractionMask mask) {}

  /// Now.
  public synchronized Moment now() {
    if (currentIsStale) {
      current = at(position);
      currentIsStale = false;
    }
    return new Moment(position, current);
  }

  /// The mask of now.
  public RetractionMask current() {
    return now().mask();
  }

  /// The mask of a journalled moment.
  public synchronized RetractionMask at(MaskPosition moment) {
    PolicyTable table = PolicyTable.EMPTY;
    for (Ordered<PolicySet> order : policies) {
      table = order.offset() < moment.policies() ? table.with(order.event()) : table;
    }
    for (Ordered<TakedownOrdered> order : takedowns) {
      table = order.offset() < moment.takedowns() ? table.with(order.event()) : table;
    }
    return new RetractionMask(table, withdrawnBefore(moment.retractions()));
  }

  private Set<String> withdrawnBefore(Map<Integer, Long> ends) {
    Withdrawals withdrawals = new Withdrawals();
    retractions.forEach((partition, ordered) -> {
      long end = ends.getOrDefault(partition, 0L);
      ordered.stream()
          .filter(order -> order.offset() < end)
          .forEach(order -> withdrawals.add(order.event()));
    });
    return withdrawals.versions();
  }
}
