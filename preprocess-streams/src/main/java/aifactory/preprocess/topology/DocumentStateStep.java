package aifactory.preprocess.topology;

import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionReason;
import aifactory.preprocess.dedup.ContentFingerprint;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.rejudge.JudgedAgain;
import aifactory.preprocess.topology.DocumentState.Standing;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What a document is now: the same version again is dropped, another one claims its text and gives
/// the old one up, a publisher's refusal withdraws what was accepted before. Whether the old one
/// was ever published only the holder of its text knows; it decides.
///
/// A rejected new version leaves the old one in place: a page that answers with an error page for a
/// day must not cost its text.
final class DocumentStateStep extends ContextualProcessor<String, Judgement, String, Filing> {
  static final String STORE = "documents";

  private @Nullable KeyValueStore<String, DocumentState> openStore;

  @Override
  public void init(ProcessorContext<String, Filing> context) {
    super.init(context);
    openStore = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, Judgement> record) {
    switch (record.value()) {
      case Rejected rejected -> refuse(record, rejected);
      case Draft draft -> place(record, draft);
    }
  }

  private void refuse(Record<String, Judgement> record, Rejected rejected) {
    Origin origin = rejected.origin();
    DocumentState known = store().get(origin.documentId());
    if (known != null && known.standing() == Standing.GOOD) {
      if (isConsent(rejected.reason())) {
        store().put(origin.documentId(), known.with(Standing.CONSENT_REFUSED, fetchedAt(origin)));
        stand(record, origin, known, RetractionReason.CONSENT, true);
      } else if (isRejectedAgain(record, rejected, known)) {
        store().put(origin.documentId(), known.with(Standing.REJECTED_AGAIN, fetchedAt(origin)));
        stand(record, origin, known, RetractionReason.CHANGED, true);
      }
    }
    context().forward(record.withValue(new Filing.Refused(Facts.rejected(rejected, now()))));
  }

  /// The bytes that became the version are judged otherwise now. What a policy forbids is withdrawn
  /// by the policy, for as long as it lasts.
  private static boolean isRejectedAgain(
      Record<String, Judgement> record, Rejected rejected, DocumentState known) {
    return JudgedAgain.isMarked(record.headers())
        && rejected.reason() != RejectionReason.POLICY_FORBIDS
        && fetchedAt(rejected.origin()) >= known.fetchedAtMillis();
  }

  private void place(Record<String, Judgement> record, Draft draft) {
    Origin origin = draft.origin();
    DocumentState known = store().get(origin.documentId());
    DocumentAccepted candidate = Facts.candidate(draft, now());
    if (known != null && fetchedAt(origin) < known.fetchedAtMillis()) {
      context().forward(record.withValue(new Filing.Dropped("OUTDATED")));
    } else if (known != null && known.version().equals(candidate.getVersion())) {
      again(record, origin, known, candidate);
    } else {
      replace(record, origin, known, candidate);
    }
  }

  private void again(
      Record<String, Judgement> record,
      Origin origin,
      DocumentState known,
      DocumentAccepted candidate) {
    store().put(origin.documentId(), known.with(Standing.GOOD, fetchedAt(origin)));
    switch (known.standing()) {
      case GOOD -> {
        if (JudgedAgain.isMarked(record.headers())) {
          claim(record, known.fingerprint(), candidate); // it may have been refused as a duplicate
        } else {
          context().forward(record.withValue(new Filing.Dropped("UNCHANGED")));
        }
      }
      case CONSENT_REFUSED -> stand(record, origin, known, RetractionReason.CONSENT, false);
      // Another document may hold the text meanwhile.
      case REJECTED_AGAIN -> claim(record, known.fingerprint(), candidate);
    }
  }

  private void claim(
      Record<String, Judgement> record, String fingerprint, DocumentAccepted candidate) {
    context().forward(record.withKey(fingerprint).withValue(new Filing.Claim(candidate)));
  }

  private void replace(
      Record<String, Judgement> record,
      Origin origin,
      @Nullable DocumentState known,
      DocumentAccepted candidate) {
    String fingerprint = ContentFingerprint.of(candidate.getText());
    if (known != null) {
      stand(record, origin, known, RetractionReason.CHANGED, true);
    }
    store()
        .put(
            origin.documentId(),
            new DocumentState(
                candidate.getVersion(), fingerprint, Standing.GOOD, fetchedAt(origin)));
    claim(record, fingerprint, candidate);
  }

  private void stand(
      Record<String, Judgement> record,
      Origin origin,
      DocumentState known,
      RetractionReason reason,
      boolean inForce) {
    context()
        .forward(
            record
                .withKey(known.fingerprint())
                .withValue(
                    new Filing.Standing(
                        Facts.standing(origin, known.version(), reason, inForce, now()))));
  }

  private static boolean isConsent(RejectionReason reason) {
    return switch (reason) {
      case CONSENT_NOAI, CONSENT_NOINDEX, CONSENT_TDM_RESERVED -> true;
      default -> false;
    };
  }

  private static long fetchedAt(Origin origin) {
    return origin.fetchedAt().toEpochMilli();
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }

  private KeyValueStore<String, DocumentState> store() {
    KeyValueStore<String, DocumentState> store = openStore;
    if (store == null) {
      throw new IllegalStateException("init is called before process");
    }
    return store;
  }
}
