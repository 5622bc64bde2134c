package aifactory.trainer.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The tokens of one partition, memory-mapped, and the index of its documents. Appending syncs the
/// tokens before the index names them, so what the index names is there, also after a power cut; an
/// unfinished end is cut off at the next opening. One thread.
final class TokenSegment implements AutoCloseable {
  private static final ValueLayout.OfInt TOKEN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int partition;
  private final FileChannel tokens;
  private final FileChannel index;
  private final List<CachedDocument> documents = new ArrayList<>();
  private final List<CachedDocument> unsynced = new ArrayList<>();
  private long tokenCount;
  private long indexEnd; // bytes of the index that are durable
  private boolean unfinished;
  private Arena arena = Arena.ofShared();
  private MemorySegment mapped = MemorySegment.NULL;

  private TokenSegment(int partition, FileChannel tokens, FileChannel index) {
    this.partition = partition;
    this.tokens = tokens;
    this.index = index;
  }

  /// Opens or makes the segment of a partition.
  ///
  /// @param name of its files
  static TokenSegment open(Path directory, int partition, String name) {
    Path indexFile = directory.resolve(name + ".index");
    try {
      Files.createDirectories(directory);
      TokenSegment segment =
          new TokenSegment(
              partition, channel(directory.resolve(name + ".tokens")), channel(indexFile));
      segment.load(indexFile);
      return segment;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open token segment " + indexFile, e);
    }
  }

  /// Whether there is a segment of this name.
  static boolean exists(Path directory, String name) {
    return Files.exists(directory.resolve(name + ".index"));
  }

  /// A picture of what is durable now, for reading beside the one that writes.
  static TokenSegment view(Path directory, int partition, String name) {
    Path indexFile = directory.resolve(name + ".index");
    try {
      TokenSegment segment =
          new TokenSegment(
              partition,
              FileChannel.open(directory.resolve(name + ".tokens"), StandardOpenOption.READ),
              FileChannel.open(indexFile, StandardOpenOption.READ));
      segment.read(indexFile);
      segment.map();
      return segment;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read token segment " + indexFile, e);
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void load(Path indexFile) throws IOException {
    read(indexFile);
    cutOff();
    map();
  }

  /// Takes back what was appended and not synced: a full disk or a broker that went away ended it
  /// halfway.
  void restart() {
    if (!unfinished) {
      return;
    }
    unsynced.clear();
    tokenCount = documents.isEmpty() ? 0 : end(documents.getLast());
    try {
      cutOff();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take back the end of the token cache", e);
    }
    unfinished = false;
  }

  private void cutOff() throws IOException {
    index.truncate(indexEnd).position(indexEnd);
    tokens.truncate(tokenCount * Integer.BYTES).position(tokenCount * Integer.BYTES);
  }

  private static long end(CachedDocument document) {
    return document.tokenStart() + document.tokenCount();
  }

  /// Reads the index as far as its tokens are there.
  private void read(Path indexFile) throws IOException {
    long available = tokens.size() / Integer.BYTES;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(indexFile)))) {
      for (CachedDocument next = IndexRecord.read(in, partition);
          next != null && end(next) <= available;
          next = IndexRecord.read(in, partition)) {
        documents.add(next);
        indexEnd += IndexRecord.write(next).length;
        tokenCount = end(next);
      }
    }
  }

  /// Documents in offset order, synced ones only.
  List<CachedDocument> documents() {
    return documents;
  }

  /// First offset that was not read yet; 0 when nothing was.
  long nextOffset() {
    return documents.isEmpty() ? 0 : documents.getLast().offset() + 1;
  }

  /// @param cut names what was left out before it was encoded
  void append(CorpusLog.Entry entry, String cut, int[] ids) {
    ByteBuffer bytes =
        ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    unfinished = true;
    try {
      writeAll(tokens, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to the token cache", e);
    }
    unsynced.add(CachedDocument.of(entry, cut, tokenCount, ids.length));
    tokenCount += ids.length;
  }

  /// Makes what was appended durable and visible.
  void sync() {
    if (unsynced.isEmpty()) {
      return;
    }
    try {
      tokens.force(false);
      for (CachedDocument document : unsynced) {
        writeAll(index, ByteBuffer.wrap(IndexRecord.write(document)));
      }
      index.force(false);
      indexEnd = index.position();
      documents.addAll(unsynced);
      unsynced.clear();
      unfinished = false;
      map();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sync the token cache", e);
    }
  }

  /// Forgets everything: the log is not the one this was made from.
  void clear() {
    try {
      arena.close();
      arena = Arena.ofShared();
      mapped = MemorySegment.NULL;
      index.truncate(0);
      tokens.truncate(0);
      documents.clear();
      unsynced.clear();
      tokenCount = 0;
      indexEnd = 0;
      unfinished = false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the token cache", e);
    }
  }

  /// Copies `length` tokens from `start` into `row` at `at`.
  void copy(long start, int length, int[] row, int at) {
    MemorySegment.copy(mapped, TOKEN, start * Integer.BYTES, row, at, length);
  }

  private void map() throws IOException {
    if (tokenCount == 0) {
      return;
    }
    arena.close();
    arena = Arena.ofShared();
    mapped = tokens.map(MapMode.READ_ONLY, 0, tokenCount * Integer.BYTES, arena);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    arena.close();
    try {
      tokens.close();
      index.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the token cache", e);
    }
  }
}
