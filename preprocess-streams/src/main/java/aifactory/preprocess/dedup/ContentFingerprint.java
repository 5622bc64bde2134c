package aifactory.preprocess.dedup;

import aifactory.contract.id.Sha256;

/// The first 16 bytes of SHA-256 of a normalised text, hex: equal texts have equal fingerprints,
/// and among 10^12 texts two others collide with a chance of 10^-15.
public final class ContentFingerprint {
  private static final int HEX_DIGITS = 32;

  private ContentFingerprint() {}

  public static String of(String normalisedText) {
    return Sha256.hex(normalisedText).substring(0, HEX_DIGITS);
  }
}
