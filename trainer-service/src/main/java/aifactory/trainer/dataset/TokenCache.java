package aifactory.trainer.dataset;

import aifactory.event.PartitionRange;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The corpus in tokens, one memory-mapped segment per partition of `corpus.accepted`. Built by
/// reading the log once, appended as the log grows; deleting it costs time and nothing else. All
/// accepted documents are in it, withdrawn ones too: masks decide at every draw. One thread.
public final class TokenCache implements AutoCloseable {
  private static final int SYNC_EVERY_TOKENS = 4_000_000;

  private final Path directory;
  private final Function<String, int[]> encoder;
  private final Map<Integer, TokenSegment> segments = new TreeMap<>();
  private boolean verified;

  private TokenCache(Path directory, Function<String, int[]> encoder) {
    this.directory = directory;
    this.encoder = encoder;
  }

  /// @param home folder of caches, `FACTORY_HOME/cache/tokens`
  /// @param tokenizerHash what the tokens were made by; another tokenizer has another cache
  /// @param encoder text to ids without special tokens
  public static TokenCache open(Path home, String tokenizerHash, Function<String, int[]> encoder) {
    return new TokenCache(home.resolve(tokenizerHash), encoder);
  }

  /// What is durable of a cache now, for explanations beside the run that extends it.
  ///
  /// @throws java.io.UncheckedIOException when there is no such cache
  public static TokenCache view(
      Path home, String tokenizerHash, Collection<PartitionRange> ranges) {
    TokenCache cache =
        new TokenCache(
            home.resolve(tokenizerHash),
            text -> {
              throw new IllegalStateException("a view is not extended");
            });
    for (PartitionRange range : ranges) {
      cache.segments.put(
          range.getPartition(), TokenSegment.view(cache.directory, range.getPartition()));
    }
    return cache;
  }

  /// Reads the log up to the end of these ranges, as far as it is not in the cache.
  public void extendTo(CorpusLog log, List<PartitionRange> ranges) {
    for (PartitionRange range : ranges) {
      segments.computeIfAbsent(
          range.getPartition(), partition -> TokenSegment.open(directory, partition));
    }
    if (!verified) {
      segments.forEach((partition, segment) -> clearIfOfAnotherLog(log, partition, segment));
      verified = true;
    }
    int[] unsyncedTokens = {0};
    log.replay(
        missing(ranges),
        entry -> {
          unsyncedTokens[0] += append(entry);
          if (unsyncedTokens[0] > SYNC_EVERY_TOKENS) {
            segments.values().forEach(TokenSegment::sync);
            unsyncedTokens[0] = 0;
          }
          return true;
        });
    segments.values().forEach(TokenSegment::sync);
  }

  private int append(CorpusLog.Entry entry) {
    int[] ids = encoder.apply(entry.document().getText());
    segment(entry.partition()).append(entry, ids);
    return ids.length;
  }

  private List<PartitionRange> missing(List<PartitionRange> ranges) {
    return ranges.stream()
        .map(range ->
            new PartitionRange(
                range.getPartition(),
                Math.max(range.getStart(), segment(range.getPartition()).nextOffset()),
                range.getEnd()))
        .filter(range -> range.getStart() < range.getEnd())
        .toList();
  }

  /// A broker that was wiped counts offsets from 0 again: the last cached document must be in the
  /// log where the cache says it is.
  private static void clearIfOfAnotherLog(CorpusLog log, int partition, TokenSegment segment) {
    if (segment.documents().isEmpty()) {
      return;
    }
    CachedDocument last = segment.documents().getLast();
    boolean[] found = {false};
    log.replay(
        List.of(new PartitionRange(partition, last.offset(), last.offset() + 1)),
        entry -> {
          found[0] = entry.document().getVersion().equals(last.origin().version());
          return true;
        });
    if (!found[0]) {
      segment.clear();
    }
  }

  /// All documents inside these ranges, by partition and offset.
  public Stream<CachedDocument> documents(Collection<PartitionRange> ranges) {
    Map<Integer, PartitionRange> byPartition = new TreeMap<>();
    ranges.forEach(range -> byPartition.put(range.getPartition(), range));
    return byPartition.values().stream()
        .flatMap(range ->
            segment(range.getPartition()).documents().stream()
                .filter(document ->
                    document.offset() >= range.getStart() && document.offset() < range.getEnd()));
  }

  /// Copies tokens of a document into a row.
  ///
  /// @param from first token, counted inside the document
  void copy(CachedDocument document, int from, int length, int[] row, int at) {
    segment(document.partition()).copy(document.tokenStart() + from, length, row, at);
  }

  private TokenSegment segment(int partition) {
    TokenSegment segment = segments.get(partition);
    if (segment == null) {
      throw new IllegalStateException("the cache was not extended to partition " + partition);
    }
    return segment;
  }

  @Override
  public void close() {
    segments.values().forEach(TokenSegment::close);
    segments.clear();
  }
}
