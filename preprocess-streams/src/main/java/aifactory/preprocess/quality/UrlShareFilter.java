package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects lists of addresses. `https://a.example/1 https://a.example/2 …` → rejected.
public record UrlShareFilter(double maxShare) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_MANY_URLS;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    TextStatistics text = measured.statistics();
    return Verdict.atMost(maxShare, text.share(text.urlCharacters()));
  }
}
