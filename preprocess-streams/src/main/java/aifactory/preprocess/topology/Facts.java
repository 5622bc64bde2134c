package aifactory.preprocess.topology;

import aifactory.contract.id.DocumentId;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.dedup.VersionState;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Judgements and decisions as events.
final class Facts {
  private Facts() {}

  static DocumentAccepted candidate(Draft draft, Instant now) {
    Origin origin = draft.origin();
    String text = draft.text();
    return DocumentAccepted.newBuilder()
        .setDocumentId(origin.documentId())
        .setVersion(DocumentId.version(origin.documentId(), text))
        .setUrl(origin.url())
        .setTitle(draft.title())
        .setText(text)
        .setLanguage(draft.language().code())
        .setLanguageConfidence(draft.language().confidence())
        .setQuality(draft.quality())
        .setWeight(draft.weight())
        .setSourceId(origin.sourceId())
        .setSourceType(origin.sourceType())
        .setDomain(origin.domain())
        .setLicence(draft.licence())
        .setSplit(draft.split())
        .setCharacters(text.codePointCount(0, text.length()))
        .setUtf8Bytes(text.getBytes(StandardCharsets.UTF_8).length)
        .setRawPartition(origin.rawPartition())
        .setRawOffset(origin.rawOffset())
        .setFetchedAt(origin.fetchedAt())
        .setAcceptedAt(now)
        .build();
  }

  static DocumentRejected rejected(Rejected rejected, Instant now) {
    Origin origin = rejected.origin();
    return DocumentRejected.newBuilder()
        .setDocumentId(origin.documentId())
        .setUrl(origin.url())
        .setReason(rejected.reason().name())
        .setMeasure(rejected.measure())
        .setThreshold(rejected.threshold())
        .setDetail(rejected.detail())
        .setSourceId(origin.sourceId())
        .setSourceType(origin.sourceType())
        .setDomain(origin.domain())
        .setLanguage(rejected.language())
        .setRawPartition(origin.rawPartition())
        .setRawOffset(origin.rawOffset())
        .setFetchedAt(origin.fetchedAt())
        .setRejectedAt(now)
        .build();
  }

  /// The candidate's text is held by an elder document.
  static DocumentRejected duplicate(DocumentAccepted candidate, String elder, Instant now) {
    return DocumentRejected.newBuilder()
        .setDocumentId(candidate.getDocumentId())
        .setUrl(candidate.getUrl())
        .setReason(RejectionReason.EXACT_DUPLICATE.name())
        .setDetail(elder)
        .setSourceId(candidate.getSourceId())
        .setSourceType(candidate.getSourceType())
        .setDomain(candidate.getDomain())
        .setLanguage(candidate.getLanguage())
        .setRawPartition(candidate.getRawPartition())
        .setRawOffset(candidate.getRawOffset())
        .setFetchedAt(candidate.getFetchedAt())
        .setRejectedAt(now)
        .build();
  }

  /// A document's version changes its standing.
  static RetractionRegistered standing(
      Origin origin, String version, RetractionReason reason, boolean inForce, Instant now) {
    return RetractionRegistered.newBuilder()
        .setDocumentId(origin.documentId())
        .setVersion(version)
        .setInForce(inForce)
        .setReason(reason)
        .setUrl(origin.url())
        .setDomain(origin.domain())
        .setRegisteredAt(now)
        .build();
  }

  /// A published version is withdrawn or allowed again.
  static RetractionRegistered retraction(
      VersionState state, RetractionReason reason, boolean inForce, String cause, Instant now) {
    return RetractionRegistered.newBuilder()
        .setDocumentId(state.documentId())
        .setVersion(state.version())
        .setInForce(inForce)
        .setReason(reason)
        .setCause(cause)
        .setUrl(state.url())
        .setDomain(state.domain())
        .setSplit(state.split())
        .setAcceptedAt(
            state.acceptedAtMillis() == 0 ? null : Instant.ofEpochMilli(state.acceptedAtMillis()))
        .setRegisteredAt(now)
        .build();
  }

  static VersionState published(DocumentAccepted accepted) {
    return new VersionState(
        accepted.getDocumentId(),
        accepted.getVersion(),
        accepted.getUrl(),
        accepted.getDomain(),
        accepted.getSourceType(),
        accepted.getSplit().name(),
        false,
        false,
        null,
        accepted.getFetchedAt().toEpochMilli(),
        accepted.getAcceptedAt().toEpochMilli());
  }
}
