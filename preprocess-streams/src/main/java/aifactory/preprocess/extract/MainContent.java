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

  private MainContent() {}

  static List<TextBlock> choose(List<TextBlock> blocks) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < blocks.size(); i++) {
      chosen.set(i, isText(blocks.get(i)));
    }
    if (chosen.isEmpty()) {
      return blocks.stream().filter(block -> block.linkShare() <= MAX_LINK_SHARE).toList();
    }
    BitSet text = (BitSet) chosen.clone();
    for (int i = 0; i < blocks.size(); i++) {
      TextBlock block = blocks.get(i);
      if (!chosen.get(i) && block.linkShare() <= MAX_LINK_SHARE && belongs(block, i, text)) {
        chosen.set(i);
      }
    }
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

  private static boolean belongs(TextBlock block, int index, BitSet text) {
    int next = text.nextSetBit(index);
    boolean follows = next >= 0 && next - index <= NEAR;
    if (block.kind() == TextBlock.Kind.HEADING) {
      return follows;
    }
    int last = text.previousSetBit(index);
    return follows || last >= 0 && index - last <= NEAR;
  }
}
