package aifactory.preprocess.sealing;

import static java.util.Objects.requireNonNull;

import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which paragraphs of which survivors are left out: one that enough survivors hold stays in the
/// eldest of them (held-out text first, then by fetch time and version) and is masked in all
/// others. A function of who survives by the register, so that two factories with the same input
/// mask the same. Only what a change can reach is looked at. For one thread.
final class ParagraphMasks implements AutoCloseable {
  private final ParagraphIndex index;
  private final VersionTable versions;
  private final BitSet touched = new BitSet();

  ParagraphMasks(ParagraphIndex index, VersionTable versions) {
    this.index = index;
    this.versions = versions;
  }

  /// What is published of a version from now on.
  ///
  /// @param before null when nothing of it was masked
  /// @param utf8Bytes of the masked paragraphs
  record Change(
      int row, @Nullable ParagraphsMasked before, ParagraphsMasked after, int utf8Bytes) {}

  /// Whether every version must be looked at again: there was no index, or one of another rule.
  boolean isFresh() {
    return index.isFresh();
  }

  void forget() {
    index.forgetMasks();
  }

  /// What the log says was published.
  void remember(ParagraphsMasked published) {
    index.put(published);
  }

  /// Files a version; returns what is masked of it, null when nothing is.
  @Nullable ParagraphsMasked file(DocumentAccepted event, int row) {
    index.add(event);
    return index.mask(versions.high(row), versions.low(row));
  }

  /// A version joined or left the survivors.
  void touch(int row) {
    touched.set(row);
  }

  /// What must be published since the last time.
  List<Change> revise(Instant now) {
    List<Change> changes = new ArrayList<>();
    reached().stream()
        .filter(row -> versions.withdrawals(row) == 0)
        .forEach(row -> revise(row, now, changes));
    touched.clear();
    changes.forEach(change -> index.put(change.after()));
    return changes;
  }

  /// Versions whose masks may differ now: those that came or went, and of each of their paragraphs
  /// the eldest other holders, of whom one kept it before or keeps it now, or all of whom cross the
  /// threshold.
  private BitSet reached() {
    BitSet reached = (BitSet) touched.clone();
    Set<Long> oftenHeld = new HashSet<>(); // held by many: once is enough
    touched.stream()
        .forEach(row -> {
          ParagraphIndex.Filed filed = index.find(versions.high(row), versions.low(row));
          if (filed == null) {
            return;
          }
          for (Paragraph paragraph : filed.paragraphs()) {
            if (!oftenHeld.contains(paragraph.low()) && reach(paragraph, reached)) {
              oftenHeld.add(paragraph.low());
            }
          }
        });
    return reached;
  }

  /// Returns whether it took many steps.
  private boolean reach(Paragraph paragraph, BitSet reached) {
    int enough = index.rule().documents() + 1;
    int[] steps = {0};
    int[] others = {0};
    index.holders(
        paragraph,
        (high, low) -> {
          int row = versions.find(high, low);
          steps[0]++;
          if (row >= 0 && versions.withdrawals(row) == 0 && !touched.get(row)) {
            reached.set(row);
            others[0]++;
          }
          return others[0] < enough;
        });
    return steps[0] > enough;
  }

  private void revise(int row, Instant now, List<Change> changes) {
    ParagraphsMasked before = index.mask(versions.high(row), versions.low(row));
    ParagraphIndex.Filed filed = index.find(versions.high(row), versions.low(row));
    List<MaskedParagraph> masked = new ArrayList<>();
    int bytes = 0;
    if (filed != null) {
      for (Paragraph paragraph : filed.paragraphs()) {
        if (isMasked(paragraph, row)) {
          masked.add(new MaskedParagraph(paragraph.start(), paragraph.end(), paragraph.name()));
          bytes += paragraph.utf8Bytes();
        }
      }
    }
    List<MaskedParagraph> known = before == null ? List.of() : before.getParagraphs();
    if (known.equals(masked)) {
      return;
    }
    ParagraphsMasked after =
        ParagraphsMasked.newBuilder()
            .setDocumentId(
                filed != null ? filed.documentId() : requireNonNull(before).getDocumentId())
            .setVersion(filed != null ? filed.version() : requireNonNull(before).getVersion())
            .setParagraphs(masked)
            .setMaskedAt(now)
            .build();
    changes.add(new Change(row, before, after, bytes));
  }

  private boolean isMasked(Paragraph paragraph, int row) {
    int[] survivors = {0};
    int[] keeper = {-1};
    index.holders(
        paragraph,
        (high, low) -> {
          int holder = versions.find(high, low);
          if (holder >= 0 && versions.withdrawals(holder) == 0) {
            keeper[0] = survivors[0]++ == 0 ? holder : keeper[0];
          }
          return survivors[0] < index.rule().documents();
        });
    return keeper[0] != row && survivors[0] >= index.rule().documents();
  }

  @Override
  public void close() {
    index.close();
  }
}
