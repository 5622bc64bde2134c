package aifactory.inference.batch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Texts that wait for a row, one line per client; the client with the fewest texts in the batch is
/// next, among equals the one that was served longest ago. Not thread-safe.
final class WaitingLine {
  private final Map<String, Queue<Sequence>> lines = new LinkedHashMap<>();
  private int size;

  void add(Sequence sequence) {
    lines.computeIfAbsent(sequence.client(), _ -> new ArrayDeque<>()).add(sequence);
    size++;
  }

  int size() {
    return size;
  }

  /// Takes the next text of a client that has at most so many in the batch; null = there is none.
  @Nullable Sequence next(ToIntFunction<String> activeOf, int atMost) {
    String chosen = null;
    int fewest = atMost + 1;
    for (String client : lines.keySet()) {
      int active = activeOf.applyAsInt(client);
      if (active < fewest) {
        chosen = client;
        fewest = active;
      }
    }
    if (chosen == null) {
      return null;
    }
    Queue<Sequence> line = Objects.requireNonNull(lines.remove(chosen), "chosen from the keys");
    Sequence next = line.remove();
    if (!line.isEmpty()) {
      lines.put(chosen, line); // to the end
    }
    size--;
    return next;
  }

  /// Takes out those nobody waits for any more.
  void removeCancelled() {
    for (Iterator<Queue<Sequence>> each = lines.values().iterator(); each.hasNext(); ) {
      Queue<Sequence> line = each.next();
      int before = line.size();
      line.removeIf(Sequence::endIfCancelled);
      size -= before - line.size();
      if (line.isEmpty()) {
        each.remove();
      }
    }
  }
}
