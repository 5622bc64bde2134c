package aifactory.preprocess.sealing;

import aifactory.event.DocumentAccepted;
import aifactory.event.ParagraphsMasked;
import aifactory.event.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The paragraphs of every version that was accepted, and which of them are masked. On disk, a few
/// megabytes of memory; may be deleted at any time, the log gives it again. For one thread.
///
/// `v` version → document id, version, split, fetch time and paragraphs; `p` paragraph, split,
/// fetch time, version → nothing; `m` version → what was last published about it.
final class ParagraphIndex implements AutoCloseable {
  private static final byte VERSION = 'v';
  private static final byte PARAGRAPH = 'p';
  private static final byte MASK = 'm';
  private static final byte[] RULE = {'r'};
  private static final int NAME = 2 * Long.BYTES;
  private static final int HASH = 32;
  private static final int HEADER = 2 * HASH + 1 + Long.BYTES;
  private static final int ENTRY = NAME + 3 * Integer.BYTES;
  private static final int HOLDER = 1 + NAME; // where split, fetch time and version begin in a key
  private static final long CACHE_BYTES = 8L * 1024 * 1024;
  private static final long BUFFER_BYTES = 4L * 1024 * 1024;
  private static final int BLOOM_BITS = 10;

  static {
    RocksDB.loadLibrary();
  }

  private final ParagraphRule rule;
  private final LRUCache cache = new LRUCache(CACHE_BYTES);
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
  private final Options options;
  private final WriteOptions writing = new WriteOptions();
  private final RocksDB store;
  private final boolean fresh;

  /// What is known of a version's paragraphs.
  record Filed(String documentId, String version, List<Paragraph> paragraphs) {}

  /// Takes the holders of a paragraph, eldest first; `false` = enough.
  @FunctionalInterface
  interface Holders {
    boolean next(long high, long low);
  }

  /// @param directory of its own; emptied when it was made by another rule
  ParagraphIndex(Path directory, ParagraphRule rule) {
    this.rule = rule;
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(BUFFER_BYTES)
            .setMaxWriteBufferNumber(2)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setFilterPolicy(bloom));
    byte[] made = rule.toString().getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(directory);
      this.store = RocksDB.open(options, directory.toString());
      this.fresh = !Arrays.equals(made, store.get(RULE));
      if (fresh) {
        store.deleteRange(new byte[] {0}, new byte[] {-1});
        store.put(RULE, made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  ParagraphRule rule() {
    return rule;
  }

  /// Whether it was empty when it was opened.
  boolean isFresh() {
    return fresh;
  }

  /// Files a version, unless it is filed.
  void add(DocumentAccepted event) {
    try (WriteBatch batch = new WriteBatch()) {
      byte[] version = HexFormat.of().parseHex(event.getVersion());
      byte[] key = key(VERSION, version);
      if (!rule.isOn() || store.get(key) != null) {
        return;
      }
      List<Paragraph> paragraphs = Paragraph.of(event.getText(), rule.minBytes());
      // Held-out text comes first: what it holds is trained on nowhere.
      byte split = (byte) (event.getSplit() == Split.EVALUATION ? 0 : 1);
      long fetchedAt = event.getFetchedAt().toEpochMilli();
      ByteBuffer filed =
          ByteBuffer.allocate(HEADER + ENTRY * paragraphs.size())
              .put(HexFormat.of().parseHex(event.getDocumentId()))
              .put(version)
              .put(split)
              .putLong(fetchedAt);
      for (Paragraph each : paragraphs) {
        filed.putLong(each.high()).putLong(each.low());
        filed.putInt(each.start()).putInt(each.end()).putInt(each.utf8Bytes());
        batch.put(
            ByteBuffer.allocate(HOLDER + 1 + Long.BYTES + NAME)
                .put(PARAGRAPH)
                .putLong(each.high())
                .putLong(each.low())
                .put(split)
                .putLong(fetchedAt)
                .put(version, 0, NAME)
                .array(),
            new byte[0]);
      }
      batch.put(key, filed.array());
      store.write(writing, batch);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  /// What is filed of a version, null when nothing is.
  @Nullable Filed find(long high, long low) {
    byte[] value = get(key(VERSION, high, low));
    if (value == null) {
      return null;
    }
    ByteBuffer filed = ByteBuffer.wrap(value);
    String documentId = HexFormat.of().formatHex(value, 0, HASH);
    String version = HexFormat.of().formatHex(value, HASH, 2 * HASH);
    List<Paragraph> paragraphs = new ArrayList<>();
    filed.position(HEADER);
    while (filed.hasRemaining()) {
      paragraphs.add(
          new Paragraph(
              filed.getLong(), filed.getLong(), filed.getInt(), filed.getInt(), filed.getInt()));
    }
    return new Filed(documentId, version, paragraphs);
  }

  /// Everyone who holds a paragraph: held-out versions first, then by fetch time and version.
  void holders(Paragraph paragraph, Holders taker) {
    byte[] prefix = key(PARAGRAPH, paragraph.high(), paragraph.low());
    try (RocksIterator each = store.newIterator()) {
      for (each.seek(prefix); each.isValid(); each.next()) {
        byte[] key = each.key();
        if (Arrays.mismatch(key, prefix) != prefix.length) {
          return;
        }
        ByteBuffer holder = ByteBuffer.wrap(key, HOLDER + 1 + Long.BYTES, NAME);
        if (!taker.next(holder.getLong(), holder.getLong())) {
          return;
        }
      }
    }
  }

  /// What was last published about a version, null when nothing is masked.
  @Nullable ParagraphsMasked mask(long high, long low) {
    byte[] value = get(key(MASK, high, low));
    if (value == null) {
      return null;
    }
    try {
      return ParagraphsMasked.fromByteBuffer(ByteBuffer.wrap(value));
    } catch (IOException e) {
      throw new UncheckedIOException("a mask cannot be read", e);
    }
  }

  void put(ParagraphsMasked mask) {
    byte[] key = key(MASK, HexFormat.of().parseHex(mask.getVersion()));
    try {
      if (mask.getParagraphs().isEmpty()) {
        store.delete(writing, key);
      } else {
        store.put(writing, key, bytes(mask));
      }
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  /// Before the log says again what was published.
  void forgetMasks() {
    try {
      store.deleteRange(new byte[] {MASK}, new byte[] {MASK + 1});
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  private static byte[] bytes(ParagraphsMasked mask) {
    try {
      ByteBuffer written = mask.toByteBuffer();
      byte[] bytes = new byte[written.remaining()];
      written.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("a mask cannot be written", e);
    }
  }

  private byte @Nullable [] get(byte[] key) {
    try {
      return store.get(key);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  private static byte[] key(byte kind, byte[] hash) {
    return ByteBuffer.allocate(1 + NAME).put(kind).put(hash, 0, NAME).array();
  }

  private static byte[] key(byte kind, long high, long low) {
    return ByteBuffer.allocate(1 + NAME).put(kind).putLong(high).putLong(low).array();
  }

  private static IllegalStateException broken(RocksDBException e) {
    return new IllegalStateException("the paragraph index failed", e);
  }

  @Override
  public void close() {
    store.close();
    options.close();
    writing.close();
    bloom.close();
    cache.close();
  }
}
