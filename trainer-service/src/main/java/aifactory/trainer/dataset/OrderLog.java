package aifactory.trainer.dataset;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every order that forbids or allows text, in log order, so that the mask of now and the mask of
/// any journalled moment can be made. Thread-safe: a tail writes, the loop reads.
public final class OrderLog {
  private final List<Ordered<PolicySet>> policies = new ArrayList<>();
  private final List<Ordered<TakedownOrdered>> takedowns = new ArrayList<>();
  private final RegisterLog register = new RegisterLog();
  private final Withdrawals withdrawnNow = new Withdrawals();
  private MaskPosition position = MaskPosition.NONE;
  private PolicyTable table = PolicyTable.EMPTY;
  private RetractionMask current = RetractionMask.NONE;
  private boolean currentIsStale;

  private record Ordered<E>(long offset, E event) {}

  public synchronized void add(long offset, PolicySet order) {
    policies.add(new Ordered<>(offset, order));
    table = table.with(order);
    moved(new MaskPosition(offset + 1, position.takedowns(), position.retractions()));
  }

  public synchronized void add(long offset, TakedownOrdered order) {
    takedowns.add(new Ordered<>(offset, order));
    table = table.with(order);
    moved(new MaskPosition(position.policies(), offset + 1, position.retractions()));
  }

  public synchronized void add(int partition, long offset, RetractionRegistered retraction) {
    register.add(partition, offset, retraction);
    withdrawnNow.add(retraction);
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
      current = new RetractionMask(table, withdrawnNow.versions());
      currentIsStale = false;
    }
    return new Moment(position, current);
  }

  /// How far the logs of orders have been read.
  public synchronized MaskPosition position() {
    return position;
  }

  /// The mask of now.
  public RetractionMask current() {
    return now().mask();
  }

  /// The mask of a journalled moment.
  public synchronized RetractionMask at(MaskPosition moment) {
    PolicyTable then = PolicyTable.EMPTY;
    for (Ordered<PolicySet> order : policies) {
      then = order.offset() < moment.policies() ? then.with(order.event()) : then;
    }
    for (Ordered<TakedownOrdered> order : takedowns) {
      then = order.offset() < moment.takedowns() ? then.with(order.event()) : then;
    }
    return new RetractionMask(then, register.before(moment.retractions()).versions());
  }
}
