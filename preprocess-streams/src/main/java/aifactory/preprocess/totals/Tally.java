package aifactory.preprocess.totals;

import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One document as the totals see it.
///
/// @param language null where it was not identified
/// @param reason null for an accepted one
/// @param counted false = only under its reason: nothing was decided about the corpus
public record Tally(
    String sourceId,
    String sourceType,
    String domain,
    @Nullable String language,
    @Nullable String reason,
    boolean counted,
    long characters,
    long utf8Bytes) {
  /// What the dimension of a reason begins with.
  public static final String REASON = "reason:";

  public static Tally of(DocumentAccepted accepted) {
    return new Tally(
        accepted.getSourceId(),
        accepted.getSourceType(),
        accepted.getDomain(),
        accepted.getLanguage(),
        null,
        true,
        accepted.getCharacters(),
        accepted.getUtf8Bytes());
  }

  public static Tally of(DocumentRejected rejected) {
    return new Tally(
        rejected.getSourceId(),
        rejected.getSourceType(),
        rejected.getDomain(),
        rejected.getLanguage(),
        rejected.getReason(),
        true,
        0,
        0);
  }

  /// A document that was dropped because nothing about it is new.
  public static Tally dropped(String why) {
    return new Tally("", "", "", null, why, false, 0, 0);
  }

  /// The dimensions it counts under, as `name:value`.
  public List<String> dimensions() {
    List<String> dimensions = new ArrayList<>();
    if (counted) {
      dimensions.addAll(
          List.of("all:all", "source:" + sourceId, "sourceType:" + sourceType, "domain:" + domain));
    }
    if (language != null) {
      dimensions.add("language:" + language);
    }
    if (reason != null) {
      dimensions.add(REASON + reason);
    }
    return dimensions;
  }
}
