package aifactory.trainer.loop;

import aifactory.event.ModelEvaluated;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.evaluation.EvaluationChoice;
import aifactory.trainer.evaluation.EvaluationSet;
import aifactory.trainer.evaluation.EvaluationSetStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the evaluation set: sealed once, sealed again only on command or when an order withdrew a
/// text of it. After a renewal the production model is scored first, so that the gate never
/// compares scores of different sets.
final class Examiner {
  private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);
  private final Workshop workshop;
  private final EvaluationSetStore store;
  private final Showroom showroom;
  private final Aliases aliases;
  private final Announcer announcer;
  private final long bytesPerLanguage;
  private @Nullable String nothingHeldOutIn;

  Examiner(
      Workshop workshop,
      Showroom showroom,
      Aliases aliases,
      Announcer announcer,
      long bytesPerLanguage) {
    this.workshop = workshop;
    this.store = new EvaluationSetStore(workshop.modelStore());
    this.showroom = showroom;
    this.aliases = aliases;
    this.announcer = announcer;
    this.bytesPerLanguage = bytesPerLanguage;
  }

  /// The set in force, free of withdrawn text; empty when nothing is held out yet.
  Optional<EvaluationSet> current() {
    Optional<EvaluationSet> known = store.current().filter(set -> !set.isEmpty());
    RetractionMask now = workshop.orders().current();
    if (known.isPresent() && known.get().isPermittedBy(now)) {
      return known;
    }
    return seal(known.isPresent());
  }

  /// Seals another set from the newest dataset version.
  Optional<EvaluationSet> renew() {
    return seal(store.current().isPresent());
  }

  private Optional<EvaluationSet> seal(boolean isRenewal) {
    Optional<DatasetVersion> newest = workshop.datasets().newest();
    if (newest.isEmpty() || newest.get().id().equals(nothingHeldOutIn)) {
      return Optional.empty();
    }
    List<RetractionMask> masks =
        List.of(newest.get().sealedMask(workshop.log()), workshop.orders().current());
    EvaluationSet set =
        EvaluationChoice.from(workshop.log(), newest.get(), masks, bytesPerLanguage);
    if (set.isEmpty()) {
      nothingHeldOutIn = newest.get().id();
    }
    store.seal(set);
    LOG.info(
        "evaluation set sealed hash={} documents={} datasetId={}",
        set.hash(),
        set.documents().size(),
        set.datasetId());
    if (isRenewal && !set.isEmpty()) {
      scoreProduction(set);
    }
    return Optional.of(set).filter(sealed -> !sealed.isEmpty());
  }

  private void scoreProduction(EvaluationSet set) {
    aliases
        .find("production")
        .filter(alias -> alias.getBundleId() != null && alias.getLocation() != null)
        .map(alias ->
            new Showroom.Exhibit(
                String.valueOf(alias.getBundleId()),
                String.valueOf(alias.getCheckpointHash()),
                String.valueOf(alias.getLocation())))
        .map(production -> showroom.evaluate(production, set, "renewed evaluation set"))
        .ifPresent(announcer::evaluated);
  }

  /// Scores a bundle on the set in force.
  Optional<ModelEvaluated> evaluate(Showroom.Exhibit exhibit, String requestedBy) {
    return current().map(set -> showroom.evaluate(exhibit, set, requestedBy));
  }
}
