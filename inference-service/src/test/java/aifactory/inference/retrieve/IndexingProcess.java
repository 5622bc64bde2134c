package aifactory.inference.retrieve;

import aifactory.event.DocumentAccepted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A process that indexes a log of documents from where its index stands, says how far it is, and
/// may be killed at any moment: `IndexingProcess FOLDER COUNT`.
public final class IndexingProcess {
  private static final String CLUSTER = "cluster";
  private static final int BATCH = 10;

  private IndexingProcess() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (PassageIndex index =
        PassageIndex.open(folder, new Rulings(), (_, _) -> {}, Optional.empty())) {
      long from = index.position().nextOffsets().getOrDefault(0, 0L);
      out.println("from " + from);
      for (long offset = from; offset < count; offset++) {
        index.accept(document(offset), 0, offset);
        if (offset % BATCH == BATCH - 1) {
          index.readUpTo(CLUSTER, Map.of(0, offset + 1));
          out.println(offset + 1);
        }
      }
      index.readUpTo(CLUSTER, Map.of(0, count));
    }
    out.println("done");
  }

  /// The log: every fifth record is a new version of an older document.
  static DocumentAccepted document(long offset) {
    long named = offset % 5 == 4 ? offset / 2 : offset;
    return Accepted.document(
        "http://site.example/" + named,
        offset % 2 == 0 ? "en" : "ja",
        "Page " + named,
        offset % 2 == 0
            ? "Record %d tells of harvest number %d.\n".formatted(offset, offset * 7).repeat(20)
            : "記録 %d は、収穫 %d のことを述べています。\n".formatted(offset, offset * 7).repeat(20));
  }
}
