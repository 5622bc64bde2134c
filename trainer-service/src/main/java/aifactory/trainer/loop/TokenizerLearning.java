package aifactory.trainer.loop;

import aifactory.event.Split;
import aifactory.trainer.dataset.CachedDocument;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.ParagraphMasks;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.tokenizer.LearnedTokenizer;
import aifactory.trainer.tokenizer.MergeLearner;
import aifactory.trainer.tokenizer.TokenizerQuality;
import aifactory.trainer.tokenizer.WordCounts;
import java.util.Map;

/// Learns a lineage's tokenizer from the surviving training documents of a dataset version: neither
/// held-out nor withdrawn text leaves a trace in it.
final class TokenizerLearning {
  /// Enough for any vocabulary; beyond it counts only grow.
  private static final long MAX_CHARACTERS = 200_000_000;

  private TokenizerLearning() {}

  /// A vocabulary, and how well it serves each language.
  record Outcome(LearnedTokenizer tokenizer, Map<String, Double> bytesPerToken) {}

  static Outcome from(Workshop workshop, DatasetVersion dataset, int vocabulary, int threads) {
    TokenizerQuality quality = new TokenizerQuality();
    ParagraphMasks masks = dataset.paragraphMasks(workshop.log());
    RetractionMask sealed = dataset.sealedMask(workshop.log());
    RetractionMask now = workshop.orders().current();
    long[] characters = {0};
    try (WordCounts.Counting counting = new WordCounts.Counting(threads)) {
      workshop
          .log()
          .replay(
              dataset.accepted(),
              entry -> {
                CachedDocument.Origin origin = CachedDocument.originOf(entry.document());
                if (entry.document().getSplit() == Split.TRAIN
                    && sealed.permits(origin)
                    && now.permits(origin)) {
                  String text = masks.text(entry.document());
                  counting.add(text);
                  quality.sample(entry.document().getLanguage(), text);
                  characters[0] += text.length();
                }
                return characters[0] < MAX_CHARACTERS;
              });
      LearnedTokenizer learned = MergeLearner.learn(counting.total(), vocabulary);
      return new Outcome(learned, quality.bytesPerToken(learned.json()));
    }
  }
}
