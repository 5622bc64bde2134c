package aifactory.trainer.model.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A TorchScript archive around a program's text: a zip of stored entries with one module object
/// that has no tensors.
public final class ScriptArchive {
  /* data.pkl is a pickle (protocol 2) of an object of class `__torch__ Llama` whose state is
   * {training: True, _is_full_backward_hook: None}; constants.pkl of an empty tuple. It is written
   * here and read by libtorch's restricted unpickler only; we never read a pickle. */
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};
  private static final String NAME = "llama/";
  // Version 10 of the operator set: with 3, newer arguments of operators are unknown.
  private static final String OPERATOR_VERSION = "10\n";

  private ScriptArchive() {}

  /// The archive's bytes; the same program gives the same bytes.
  public static byte[] of(String program) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", module());
      store(zip, "code/__torch__.py", program.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", EMPTY_TUPLE);
      store(zip, "version", OPERATOR_VERSION.getBytes(StandardCharsets.US_ASCII));
      store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("a zip in memory", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] module() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes("c__torch__\nLlama\n)".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {(byte) 0x81, '}', '('}); // new object, its state as a map
    text(pickle, "training");
    pickle.write(0x88); // True
    text(pickle, "_is_full_backward_hook");
    pickle.writeBytes("Nub.".getBytes(StandardCharsets.US_ASCII));
    return pickle.toByteArray();
  }

  private static void text(ByteArrayOutputStream pickle, String text) {
    pickle.writeBytes(new byte[] {'X', (byte) text.length(), 0, 0, 0});
    pickle.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(NAME + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTime(0L);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
