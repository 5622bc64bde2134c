package aifactory.trainer.dataset;

import static java.util.Objects.requireNonNull;

import aifactory.event.PartitionRange;
import aifactory.event.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The corpus in tokens, one memory-mapped segment per partition of `corpus.accepted`. Built by
/// reading the log once, appended as the log grows; deleting it costs time and nothing else. All
/// accepted documents are in it, withdrawn ones too: masks decide at every draw. Documents of which
/// a dataset version leaves paragraphs out are in it once more without these, by content. One
/// thread.
public final class TokenCache implements AutoCloseable {
  private static final String CUT = "cut";
  private static final int NO_PARTITION = -1;
  private static final int SYNC_EVERY_TOKENS = 4_000_000;

  private final Path directory;
  private final Function<String, int[]> encoder;
  private final Map<Integer, TokenSegment> segments = new TreeMap<>();
  private final Map<String, CachedDocument> cutDocuments = new HashMap<>();
  private @Nullable TokenSegment cut;
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
          range.getPartition(),
          TokenSegment.view(
              cache.directory, range.getPartition(), String.valueOf(range.getPartition())));
    }
    if (TokenSegment.exists(cache.directory, CUT)) {
      cache.adopt(TokenSegment.view(cache.directory, NO_PARTITION, CUT));
    }
    return cache;
  }

  /// Reads the log up to the end of these ranges, as far as it is not in the cache. When it fails
  /// halfway the next call goes on as if it had not begun.
  public void extendTo(CorpusLog log, List<PartitionRange> ranges) {
    for (PartitionRange range : ranges) {
      segments.computeIfAbsent(
          range.getPartition(),
          partition -> TokenSegment.open(directory, partition, String.valueOf(partition)));
    }
    segments.values().forEach(TokenSegment::restart);
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

  /// Encodes what is left of the training documents of these ranges that lose paragraphs, as far as
  /// it is not in the cache. The cache must have been extended to the ranges.
  public void extendTo(CorpusLog log, List<PartitionRange> ranges, ParagraphMasks masks) {
    if (masks.byVersion().isEmpty()) {
      return;
    }
    if (cut == null) {
      adopt(TokenSegment.open(directory, NO_PARTITION, CUT));
    }
    TokenSegment cuts = requireNonNull(cut);
    cuts.restart();
    Map<Integer, NavigableSet<Long>> missing = new TreeMap<>();
    documents(ranges)
        .filter(document -> document.split() == Split.TRAIN)
        .filter(document -> {
          String name = masks.cut(document.origin().version());
          return !name.isEmpty() && !cutDocuments.containsKey(document.origin().version() + name);
        })
        .forEach(document ->
            missing
                .computeIfAbsent(document.partition(), _ -> new TreeSet<>())
                .add(document.offset()));
    List<PartitionRange> spans = new ArrayList<>();
    missing.forEach((partition, offsets) ->
        spans.add(new PartitionRange(partition, offsets.first(), offsets.last() + 1)));
    log.replay(
        spans,
        entry -> {
          if (wanted(missing, entry)) {
            int[] ids = encoder.apply(masks.text(entry.document()));
            cuts.append(entry, masks.cut(entry.document().getVersion()), ids);
          }
          return true;
        });
    cuts.sync();
    adopt(cuts);
  }

  private static boolean wanted(Map<Integer, NavigableSet<Long>> missing, CorpusLog.Entry entry) {
    NavigableSet<Long> offsets = missing.get(entry.partition());
    return offsets != null && offsets.contains(entry.offset());
  }

  private void adopt(TokenSegment cuts) {
    cut = cuts;
    for (CachedDocument document : cuts.documents()) {
      cutDocuments.put(document.origin().version() + document.cut(), document);
    }
  }

  /// A document as a dataset version offers it.
  CachedDocument less(CachedDocument document, ParagraphMasks masks) {
    String name = masks.cut(document.origin().version());
    if (name.isEmpty()) {
      return document;
    }
    CachedDocument left = cutDocuments.get(document.origin().version() + name);
    if (left == null) {
      throw new IllegalStateException(
          "the cache was not extended to the masks of " + document.origin().version());
    }
    return document.less(left);
  }

  private int append(CorpusLog.Entry entry) {
    int[] ids = encoder.apply(entry.document().getText());
    segment(entry.partition()).append(entry, CachedDocument.WHOLE, ids);
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
    TokenSegment segment =
        document.cut().isEmpty() ? segment(document.partition()) : requireNonNull(cut);
    segment.copy(document.tokenStart() + from, length, row, at);
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
    if (cut != null) {
      cut.close();
      cut = null;
    }
  }
}
