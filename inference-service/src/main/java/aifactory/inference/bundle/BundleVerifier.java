package aifactory.inference.bundle;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.bundle.Refusal.Reason;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks at the files of a bundle before any native code does.
final class BundleVerifier {
  private static final int MAX_CONTEXT_TOKENS = 1 << 20;

  private final Path modelStore;

  BundleVerifier(Path modelStore) {
    this.modelStore = modelStore;
  }

  /// A directory whose content is what its id says.
  record Verified(String bundleId, Path directory, GenerationConfiguration configuration) {}

  /// @throws BundleRefusedException with the reason
  Verified verify(String bundleId, String location) {
    Path directory = directoryOf(bundleId, location);
    List<String> missing =
        BundleLayout.IDENTITY.stream()
            .filter(name -> !Files.isRegularFile(directory.resolve(name)))
            .toList();
    if (!missing.isEmpty()) {
      throw refused(bundleId, Reason.INCOMPLETE, "missing in " + directory + ": " + missing, null);
    }
    String found = checksum(bundleId, directory);
    if (!found.equals(bundleId)) {
      throw refused(
          bundleId, Reason.CHECKSUM_MISMATCH, "content of " + directory + " is " + found, null);
    }
    return new Verified(bundleId, directory, configuration(bundleId, directory));
  }

  private Path directoryOf(String bundleId, String location) {
    try {
      return BundleLayout.resolve(modelStore, location);
    } catch (IllegalArgumentException e) {
      throw refused(bundleId, Reason.BAD_LOCATION, String.valueOf(e.getMessage()), e);
    }
  }

  private static String checksum(String bundleId, Path directory) {
    try {
      return BundleChecksum.of(directory);
    } catch (UncheckedIOException e) {
      throw refused(bundleId, Reason.INCOMPLETE, String.valueOf(e.getMessage()), e);
    }
  }

  private static GenerationConfiguration configuration(String bundleId, Path directory) {
    try {
      GenerationConfiguration read = GenerationConfiguration.read(directory);
      if (isSane(read)) {
        return read;
      }
      throw refused(bundleId, Reason.BAD_CONFIGURATION, "out of range: " + read, null);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw refused(bundleId, Reason.BAD_CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  @SuppressWarnings("NullAway") // Jackson leaves absent members null whatever their type says
  private static boolean isSane(GenerationConfiguration read) {
    return read.modelName() != null
        && read.eosTokenIds() != null
        && read.vocabularySize() > 0
        && read.contextTokens() > 1
        && read.contextTokens() <= MAX_CONTEXT_TOKENS
        && read.layers() > 0
        && read.keyValueHeads() > 0
        && read.headWidth() > 0
        && read.eosTokenIds().stream().allMatch(id -> id >= 0 && id < read.vocabularySize());
  }

  private static BundleRefusedException refused(
      String bundleId,
      Reason reason,
      String message,
      @org.jspecify.annotations.Nullable Throwable cause) {
    return new BundleRefusedException(new Refusal(bundleId, reason, message), cause);
  }
}
