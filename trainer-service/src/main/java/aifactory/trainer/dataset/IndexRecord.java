package aifactory.trainer.dataset;

import aifactory.event.Split;
import aifactory.trainer.dataset.CachedDocument.Origin;
import aifactory.trainer.dataset.CachedDocument.Worth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One line of a segment's index: length, content, CRC-32. A torn or damaged record ends the index.
final class IndexRecord {
  /// Bytes around the content: its length and its checksum.
  static final int FRAME_BYTES = 2 * Integer.BYTES;

  private static final int MAX_BYTES = 1 << 20;

  private IndexRecord() {}

  static byte[] write(CachedDocument document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(document.offset());
      out.writeLong(document.tokenStart());
      out.writeInt(document.tokenCount());
      out.writeByte(document.split().ordinal());
      out.writeDouble(document.worth().quality());
      out.writeDouble(document.worth().weight());
      Origin origin = document.origin();
      writeText(out, origin.documentId());
      writeText(out, origin.version());
      writeText(out, origin.url());
      writeText(out, origin.domain());
      writeText(out, origin.sourceType());
      writeText(out, origin.language());
      if (!document.cut().isEmpty()) {
        writeText(out, document.cut());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return framed(bytes.toByteArray());
  }

  private static byte[] framed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + FRAME_BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(content.length);
      out.write(content);
      out.writeInt(checksum(content));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /// The next record, or null where the index ends or is damaged.
  static @Nullable CachedDocument read(DataInputStream in, int partition) throws IOException {
    try {
      int length = in.readInt();
      if (length <= 0 || length > MAX_BYTES) {
        return null;
      }
      byte[] content = in.readNBytes(length);
      if (content.length < length || in.readInt() != checksum(content)) {
        return null;
      }
      return parse(new DataInputStream(new ByteArrayInputStream(content)), partition);
    } catch (EOFException e) {
      return null;
    }
  }

  private static CachedDocument parse(DataInputStream in, int partition) throws IOException {
    long offset = in.readLong();
    long tokenStart = in.readLong();
    int tokenCount = in.readInt();
    Split split = Split.values()[in.readByte()];
    Worth worth = new Worth(in.readDouble(), in.readDouble());
    Origin origin =
        new Origin(
            readText(in),
            readText(in),
            readText(in),
            readText(in).intern(),
            readText(in).intern(),
            readText(in).intern());
    String cut = in.available() > 0 ? readText(in) : CachedDocument.WHOLE;
    return new CachedDocument(partition, offset, origin, split, worth, tokenStart, tokenCount, cut);
  }

  // writeUTF would end at 64 KiB; a URL may be longer than that is wide.
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }
}
