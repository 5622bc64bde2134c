package aifactory.trainer.dataset;

import aifactory.contract.content.MaskedText;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The paragraphs that a dataset version leaves out, because another of its documents holds them.
///
/// @param byVersion versions with at least one
public record ParagraphMasks(Map<String, List<MaskedParagraph>> byVersion) {
  /// Leaves out nothing.
  public static final ParagraphMasks NONE = new ParagraphMasks(Map.of());

  /// Hex digits that name a mask.
  private static final int NAME = 16;

  public ParagraphMasks {
    byVersion = Map.copyOf(byVersion);
  }

  /// Takes the register in log order; not thread-safe.
  static final class Reading {
    private final Map<String, List<MaskedParagraph>> byVersion = new HashMap<>();

    void add(ParagraphsMasked record) {
      if (record.getParagraphs().isEmpty()) {
        byVersion.remove(record.getVersion());
      } else {
        byVersion.put(record.getVersion(), List.copyOf(record.getParagraphs()));
      }
    }

    ParagraphMasks masks() {
      return new ParagraphMasks(byVersion);
    }
  }

  /// The text that is learned from.
  public String text(DocumentAccepted document) {
    return MaskedText.of(
        document.getText(), byVersion.getOrDefault(document.getVersion(), List.of()));
  }

  /// Names what is masked of a version; empty = nothing.
  String cut(String version) {
    List<MaskedParagraph> masked = byVersion.get(version);
    return masked == null
        ? CachedDocument.WHOLE
        : HexFormat.of().formatHex(MaskedText.hash(version, masked)).substring(0, NAME);
  }
}
