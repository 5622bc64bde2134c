package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which blocks are the page's own text.
///
/// A block of some length with few links is text. Short blocks without many links belong to the
/// text if text is near; a heading if text follows it. Runs of links, wherever they stand, do not.
final class MainContent {
  private static final double MAX_LINK_SHARE = 0.5;
  private static final double TEXT_WEIGHT = 60;
  private static final int NEAR = 3;
  private static final int RUN = 10;

  private MainContent() {}

  static List<TextBlock> choose(List<TextBlock> blocks) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < blocks.size(); i++) {
      chosen.set(i, isText(blocks.get(i)));
    }
    addRuns(blocks, chosen);
    if (chosen.isEmpty()) {
      return blocks.stream().filter(block -> block.linkShare() <= MAX_LINK_SHARE).toList();
    }
    addShortBlocks(blocks, chosen);
    addHeadings(blocks, chosen);
    List<TextBlock> kept = new ArrayList<>();
    chosen.stream().mapToObj(blocks::get).forEach(kept::add);
    return kept;
  }

  /// One line per block; an empty line around paragraphs and headings, none inside lists and
  /// tables.
  static String join(List<TextBlock> blocks) {
    StringBuilder text = new StringBuilder();
    TextBlock previous = null;
    for (TextBlock block : blocks) {
      if (previous != null) {
        boolean sameList =
            previous.kind() == block.kind()
                && (block.kind() == TextBlock.Kind.ITEM || block.kind() == TextBlock.Kind.ROW);
        text.append(sameList ? "\n" : "\n\n");
      }
      text.append(block.text());
      previous = block;
    }
    return text.toString();
  }

  private static boolean isText(TextBlock block) {
    return block.kind() != TextBlock.Kind.HEADING
        && block.linkShare() <= MAX_LINK_SHARE
        && (block.kind() == TextBlock.Kind.PREFORMATTED || block.weight() >= TEXT_WEIGHT);
  }

  /// Many rows or items in a row that are no links: a table or a list that is the text.
  private static void addRuns(List<TextBlock> blocks, BitSet chosen) {
    int start = 0;
    for (int i = 1; i <= blocks.size(); i++) {
      boolean goesOn =
          i < blocks.size()
              && blocks.get(i).kind() == blocks.get(start).kind()
              && isPlain(blocks.get(i));
      if (!goesOn) {
        TextBlock.Kind kind = blocks.get(start).kind();
        boolean listed = kind == TextBlock.Kind.ROW || kind == TextBlock.Kind.ITEM;
        if (listed && i - start >= RUN && isPlain(blocks.get(start))) {
          chosen.set(start, i);
        }
        start = i;
      }
    }
  }

  private static boolean isPlain(TextBlock block) {
    return block.linkShare() <= MAX_LINK_SHARE;
  }

  private static void addShortBlocks(List<TextBlock> blocks, BitSet chosen) {
    BitSet text = (BitSet) chosen.clone(); // near means near to real text, not to another addition
    for (int i = 0; i < blocks.size(); i++) {
      TextBlock block = blocks.get(i);
      boolean candidate =
          block.kind() != TextBlock.Kind.HEADING && block.linkShare() <= MAX_LINK_SHARE;
      if (candidate && isNear(i, text)) {
        chosen.set(i);
      }
    }
  }

  /// Backwards, so that a heading over a heading that stays does stay.
  private static void addHeadings(List<TextBlock> blocks, BitSet chosen) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      int next = chosen.nextSetBit(i);
      if (blocks.get(i).kind() == TextBlock.Kind.HEADING && next >= 0 && next - i <= NEAR) {
        chosen.set(i);
      }
    }
  }

  private static boolean isNear(int index, BitSet text) {
    int next = text.nextSetBit(index);
    int last = text.previousSetBit(index);
    return next >= 0 && next - index <= NEAR || last >= 0 && index - last <= NEAR;
  }
}
