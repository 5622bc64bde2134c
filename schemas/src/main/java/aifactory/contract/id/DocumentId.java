package aifactory.contract.id;

/// Identity of documents and of their versions.
public final class DocumentId {
  private DocumentId() {}

  /// Document id = SHA-256 of the canonical URL, hex.
  public static String of(String canonicalUrl) {
    return Sha256.hex(canonicalUrl);
  }

  /// Version = SHA-256(document id ‖ normalised text), hex: the same text at the same place is the
  /// same version, whoever fetched it and whenever.
  public static String version(String documentId, String normalisedText) {
    return Sha256.hex(documentId + normalisedText);
  }
}
