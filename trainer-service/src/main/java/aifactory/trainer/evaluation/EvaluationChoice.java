package aifactory.trainer.evaluation;

import aifactory.event.Split;
import aifactory.trainer.dataset.CachedDocument;
import aifactory.trainer.dataset.CorpusLog;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.evaluation.EvaluationSet.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Chooses an evaluation set: of each language's surviving held-out documents those with the
/// smallest document ids, until a budget of bytes is used up. The ids are hashes, so the choice is
/// a sample that nobody picked, and the same for the same dataset.
public final class EvaluationChoice {
  private static final Comparator<Document> BY_HASH =
      Comparator.comparing(document -> document.origin().documentId());

  private final long bytesPerLanguage;
  private final Map<String, Chosen> byLanguage = new TreeMap<>();

  private static final class Chosen {
    final TreeSet<Document> documents = new TreeSet<>(BY_HASH);
    long bytes;
  }

  private EvaluationChoice(long bytesPerLanguage) {
    this.bytesPerLanguage = bytesPerLanguage;
  }

  /// Reads the dataset once.
  ///
  /// @param masks the dataset's own and the one of now
  public static EvaluationSet from(
      CorpusLog log, DatasetVersion dataset, List<RetractionMask> masks, long bytesPerLanguage) {
    EvaluationChoice choice = new EvaluationChoice(bytesPerLanguage);
    log.replay(
        dataset.accepted(),
        entry -> {
          if (entry.document().getSplit() == Split.EVALUATION) {
            Document candidate =
                new Document(CachedDocument.originOf(entry.document()), entry.document().getText());
            if (masks.stream().allMatch(mask -> mask.permits(candidate.origin()))) {
              choice.offer(candidate);
            }
          }
          return true;
        });
    List<Document> all = new ArrayList<>();
    choice.byLanguage.values().forEach(chosen -> all.addAll(chosen.documents));
    return new EvaluationSet(dataset.id(), all);
  }

  private void offer(Document candidate) {
    Chosen chosen = byLanguage.computeIfAbsent(candidate.origin().language(), _ -> new Chosen());
    if (chosen.documents.add(candidate)) {
      chosen.bytes += candidate.bytes();
    }
    // The largest id goes while the budget holds without it; one document always stays.
    while (chosen.documents.size() > 1
        && chosen.bytes - chosen.documents.last().bytes() >= bytesPerLanguage) {
      chosen.bytes -= chosen.documents.removeLast().bytes();
    }
  }
}
