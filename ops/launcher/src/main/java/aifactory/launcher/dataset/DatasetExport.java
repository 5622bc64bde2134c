package aifactory.launcher.dataset;

import aifactory.contract.content.MaskedText;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.wire.EventTail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// Writes the survivors of a dataset version to a file, less what was withdrawn since it was
/// sealed, with a Croissant description beside it. What is ordered while it writes is obeyed too:
/// then it writes again. The content hash of what was sealed is computed anew and must agree.
public final class DatasetExport {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final int MAX_ROUNDS = 10;

  private final FactoryLog log;

  public DatasetExport(FactoryLog log) {
    this.log = log;
  }

  /// @param sealed documents that the version holds
  /// @param withdrawnSince of these, not exported because they may not be used now
  /// @param sha256 of the file
  public record Result(
      Path file,
      long sealed,
      long exported,
      long withdrawnSince,
      String contentHash,
      String sha256) {}

  private record Round(long sealed, long exported, BigInteger sum) {}

  /// @throws IllegalStateException when the log no longer gives what was sealed
  public Result to(Path directory, DatasetSealed dataset, ExportFormat format) throws IOException {
    Files.createDirectories(directory);
    Path finished = directory.resolve(format.fileName());
    Path unfinished = directory.resolve(format.fileName() + ".unfinished");
    Mask sealedMask = sealedMask(dataset);
    Mask now = new Mask();
    try (EventTail tail = log.follow(now)) {
      for (int round = 0; round < MAX_ROUNDS; round++) {
        long before = now.changes();
        Files.deleteIfExists(unfinished);
        Round written = write(unfinished, dataset, format, sealedMask, now);
        verify(dataset, written);
        if (now.changes() == before && tail.isHealthy()) {
          Files.move(
              unfinished,
              finished,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.ATOMIC_MOVE);
          Result result =
              new Result(
                  finished,
                  written.sealed(),
                  written.exported(),
                  written.sealed() - written.exported(),
                  dataset.getContentHash(),
                  sha256(finished));
          Croissant.write(directory, dataset, format, result);
          return result;
        }
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
    throw new IllegalStateException(
        "orders kept coming while it was written; try again when they have calmed down");
  }

  private Mask sealedMask(DatasetSealed dataset) {
    Mask mask = new Mask();
    dataset.getPolicies().forEach(mask::add);
    dataset.getTakedowns().forEach(mask::add);
    log.read(Topics.CORPUS_RETRACTED, dataset.getRetracted(), mask::add);
    log.read(Topics.CORPUS_MASKED, dataset.getMasked(), mask::add);
    return mask;
  }

  private Round write(
      Path file, DatasetSealed dataset, ExportFormat format, Mask sealedMask, Mask now)
      throws IOException {
    long[] counts = new long[2];
    BigInteger[] sum = {BigInteger.ZERO};
    try (RowWriter writer = format.open(file)) {
      log.read(
          Topics.CORPUS_ACCEPTED,
          dataset.getAccepted(),
          document -> {
            if (!sealedMask.permits(document)) {
              return;
            }
            counts[0]++;
            List<MaskedParagraph> masked = sealedMask.paragraphs(document);
            sum[0] = sum[0].add(contribution(document, masked)).mod(MODULUS);
            if (now.permits(document)) {
              counts[1]++;
              write(writer, Row.of(document, now.licence(document), masked));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Round(counts[0], counts[1], sum[0]);
  }

  private static void write(RowWriter writer, Row row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void verify(DatasetSealed dataset, Round written) {
    String hash = "%064x".formatted(written.sum());
    if (!hash.equals(dataset.getContentHash())) {
      throw new IllegalStateException(
          "the log does not give what was sealed: content hash %s instead of %s"
              .formatted(hash, dataset.getContentHash()));
    }
  }

  /// SHA-256 of version (hex), weight (IEEE double, big endian) and split (name): see the README of
  /// preprocess-streams. Masked paragraphs add a hash of their own.
  static BigInteger contribution(DocumentAccepted document, List<MaskedParagraph> masked) {
    MessageDigest digest = Sha256.digest();
    digest.update(document.getVersion().getBytes(StandardCharsets.UTF_8));
    digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(document.getWeight()).array());
    digest.update(document.getSplit().name().getBytes(StandardCharsets.UTF_8));
    BigInteger whole = new BigInteger(1, digest.digest());
    return masked.isEmpty()
        ? whole
        : whole.add(new BigInteger(1, MaskedText.hash(document.getVersion(), masked)));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
