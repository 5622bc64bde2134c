package aifactory.console.feed;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import java.util.List;

/// What the topics of the corpus mean for the view.
final class CorpusProjections {
  private static final int SAMPLES = 200;

  private CorpusProjections() {}

  static List<Projection<?>> accepted() {
    return List.of(
        Tally.of(Topics.CORPUS_ACCEPTED, "view.stage", DocumentAccepted::getAcceptedAt)
            .by("stage", e -> "accepted"),
        Tally.of(Topics.CORPUS_ACCEPTED, "view.accepted_count", DocumentAccepted::getAcceptedAt)
            .by("source_id", e -> e.getSourceId())
            .by("domain", e -> e.getDomain())
            .by("language", e -> e.getLanguage())
            .sum("characters", e -> e.getCharacters())
            .sum("utf8_bytes", e -> e.getUtf8Bytes()),
        HeldCount.around(
            Register.of(Topics.CORPUS_ACCEPTED, "view.document")
                .key("version", e -> e.getVersion())
                .place()
                .set("document_id", e -> e.getDocumentId())
                .set("url", e -> e.getUrl())
                .set("title", e -> e.getTitle())
                .set("domain", e -> e.getDomain())
                .set("source_id", e -> e.getSourceId())
                .set("source_type", e -> e.getSourceType())
                .set("language", e -> e.getLanguage())
                .set("licence", e -> e.getLicence())
                .set("split", e -> e.getSplit())
                .set("quality", e -> e.getQuality())
                .set("weight", e -> e.getWeight())
                .set("characters", e -> e.getCharacters())
                .set("utf8_bytes", e -> e.getUtf8Bytes())
                .set("raw_partition", e -> e.getRawPartition())
                .set("raw_offset", e -> e.getRawOffset())
                .set("fetched_at", e -> e.getFetchedAt())
                .set("accepted_at", e -> e.getAcceptedAt()),
            e -> e.getVersion()),
        Samples.of(Topics.CORPUS_ACCEPTED, "view.accepted_sample", "accepted_at", SAMPLES)
            .set("document_id", e -> e.getDocumentId())
            .set("url", e -> e.getUrl())
            .set("title", e -> e.getTitle())
            .set("language", e -> e.getLanguage())
            .set("quality", e -> e.getQuality())
            .set("characters", e -> e.getCharacters())
            .set("accepted_at", e -> e.getAcceptedAt()));
  }

  static List<Projection<?>> rejected() {
    return List.of(
        Tally.of(Topics.CORPUS_REJECTED, "view.stage", e -> e.getRejectedAt())
            .by("stage", e -> "rejected"),
        Tally.of(Topics.CORPUS_REJECTED, "view.rejection_count", e -> e.getRejectedAt())
            .by("reason", e -> e.getReason())
            .by("source_type", e -> e.getSourceType()),
        Tally.of(Topics.CORPUS_REJECTED, "view.source_rejection", e -> e.getRejectedAt())
            .by("source_id", e -> e.getSourceId())
            .by("reason", e -> e.getReason()),
        Register.of(Topics.CORPUS_REJECTED, "view.rejection")
            .key("document_id", e -> e.getDocumentId())
            .set("url", e -> e.getUrl())
            .set("domain", e -> e.getDomain())
            .set("language", e -> e.getLanguage())
            .set("reason", e -> e.getReason())
            .set("measure", e -> e.getMeasure())
            .set("threshold", e -> e.getThreshold())
            .set("detail", e -> e.getDetail())
            .set("raw_partition", e -> e.getRawPartition())
            .set("raw_offset", e -> e.getRawOffset())
            .set("source_id", e -> e.getSourceId())
            .set("source_type", e -> e.getSourceType())
            .set("fetched_at", e -> e.getFetchedAt())
            .set("rejected_at", e -> e.getRejectedAt()),
        Samples.of(Topics.CORPUS_REJECTED, "view.rejection_sample", "rejected_at", SAMPLES)
            .set("reason", e -> e.getReason())
            .set("url", e -> e.getUrl())
            .set("domain", e -> e.getDomain())
            .set("measure", e -> e.getMeasure())
            .set("threshold", e -> e.getThreshold())
            .set("detail", e -> e.getDetail())
            .set("rejected_at", e -> e.getRejectedAt()));
  }

  static List<Projection<?>> state() {
    return List.of(
        HeldCount.around(
            Register.of(Topics.CORPUS_RETRACTED, "view.retraction")
                .key("document_id", e -> e.getDocumentId())
                .key("version", e -> e.getVersion())
                .key("reason", e -> e.getReason())
                .set("in_force", e -> e.getInForce())
                .set("domain", e -> e.getDomain())
                .set("url", e -> e.getUrl())
                .set("cause", e -> e.getCause())
                .set("split", e -> e.getSplit())
                .set("registered_at", e -> e.getRegisteredAt()),
            e -> e.getVersion()),
        Register.of(Topics.CORPUS_RETRACTED, "view.register")
            .keyedByPlace()
            .set("document_id", e -> e.getDocumentId())
            .set("version", e -> e.getVersion())
            .set("reason", e -> e.getReason())
            .set("in_force", e -> e.getInForce())
            .set("cause", e -> e.getCause())
            .set("registered_at", e -> e.getRegisteredAt()),
        Register.of(Topics.CORPUS_MASKED, "view.mask")
            .key("version", e -> e.getVersion())
            .set("document_id", e -> e.getDocumentId())
            .json("paragraphs", e -> e.getParagraphs().toString()),
        Register.of(Topics.CORPUS_TOTALS, "view.total")
            .key("dimension", e -> e.getDimension())
            .set("accepted", e -> e.getAccepted())
            .set("rejected", e -> e.getRejected())
            .set("characters", e -> e.getCharacters())
            .set("utf8_bytes", e -> e.getUtf8Bytes())
            .set("counted_at", e -> e.getCountedAt()));
  }
}
