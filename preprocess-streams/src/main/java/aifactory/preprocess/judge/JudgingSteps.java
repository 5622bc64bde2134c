package aifactory.preprocess.judge;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.RetractionReason;
import aifactory.event.Split;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Language;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;
import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extracted;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.language.LanguageIdentifier;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import aifactory.preprocess.personal.PersonalDataRedactor;
import aifactory.preprocess.policy.ConsentSignals;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.quality.MeasuredText;
import aifactory.preprocess.quality.QualityFilter;
import aifactory.preprocess.quality.QualityFilterCatalogue;
import aifactory.preprocess.quality.QualityScore;
import aifactory.preprocess.quality.Verdict;
import java.util.List;
import java.util.function.Consumer;

/// The steps from raw bytes to a candidate, each one method. Thread-safe.
public final class JudgingSteps {
  private static final int SPLIT_PREFIX_DIGITS = 8;
  private static final int MUCH_TOO_LONG = 4;
  private static final double SPLIT_RANGE = 0x1p32;

  private final JudgingSettings settings;
  private final LanguageIdentifier languages;
  private final Consumer<String> counted;
  private final PersonalDataRedactor redactor = new PersonalDataRedactor();
  private final PolicyGate policies;
  private final QualityFilterCatalogue filters;
  private final NormalizerCatalogue normalizers;

  public JudgingSteps(JudgingSettings settings, LanguageIdentifier languages, PolicyGate policies) {
    this(settings, languages, policies, ignored -> {});
  }

  /// @param counted is told the name of every fact worth counting, such as `redacted.email`
  public JudgingSteps(
      JudgingSettings settings,
      LanguageIdentifier languages,
      PolicyGate policies,
      Consumer<String> counted) {
    this.counted = counted;
    this.settings = settings;
    this.languages = languages;
    this.policies = policies;
    this.normalizers = new NormalizerCatalogue(settings.unicodeForm());
    this.filters = new QualityFilterCatalogue(settings.profile(), settings.thresholds());
  }

  /// Leaves out what its publisher reserved.
  public Judgement consent(Draft draft) {
    return ConsentSignals.refusal(draft.fetched().getConsent())
        .<Judgement>map(
            reason -> Rejected.of(draft.origin(), reason, draft.fetched().getConsent().toString()))
        .orElse(draft);
  }

  /// Leaves out what is forbidden, before its text is even made; gives the rest the policy's
  /// licence.
  public Judgement policy(Draft draft) {
    PolicyTable.Ruling ruling = policies.ruling(draft.origin());
    if (ruling.withdrawn() != null) {
      return forbidden(draft, ruling.withdrawn(), ruling.cause());
    }
    return draft.hasUnknownLicence() && ruling.licence() != null
        ? draft.withLicence(ruling.licence())
        : draft;
  }

  /// Makes text of the bytes.
  public Judgement extract(Draft draft) {
    Content content =
        new Content(
            draft.origin().url(),
            draft.fetched().getContentType(),
            BodyBytes.of(draft.fetched().getBody()));
    return switch (Extraction.of(content)) {
      case Extraction.Found(Extracted extracted) -> withExtracted(draft, extracted);
      case Extraction.Refused refused ->
          new Rejected(
              draft.origin(),
              refused.reason(),
              refused.measure(),
              refused.threshold(),
              refused.detail(),
              null);
    };
  }

  private static Draft withExtracted(Draft draft, Extracted extracted) {
    String title =
        draft.fetched().getTitle() == null ? extracted.title() : draft.fetched().getTitle();
    Draft next = draft.withText(title, extracted.text());
    String licence = extracted.claims().licence();
    return next.hasUnknownLicence() && licence != null ? next.withLicence(licence) : next;
  }

  /// Brings the text into one spelling and takes personal data out. What is far too long, whatever
  /// becomes of its white space, is not worth the time.
  public Judgement normalise(Draft draft) {
    int most = settings.thresholds().maxCharacters();
    if (draft.text().length() / MUCH_TOO_LONG > most) {
      return new Rejected(
          draft.origin(),
          RejectionReason.TOO_LONG,
          (double) draft.text().length(),
          (double) most,
          RejectionReason.TOO_LONG.measure(),
          null);
    }
    String text = redacted(normalizers.applied(draft.text()));
    return text.isEmpty()
        ? Rejected.of(draft.origin(), RejectionReason.NO_TEXT, "nothing left after extraction")
        : draft.withText(redacted(normalizers.applied(draft.title()).replace('\n', ' ')), text);
  }

  private String redacted(String text) {
    if (!settings.redact()) {
      return text;
    }
    PersonalDataRedactor.Redacted redacted = redactor.redact(text);
    redacted.found().forEach(datum -> counted.accept("redacted." + datum.kind().type()));
    return redacted.text();
  }

  /// Finds out the language.
  public Judgement language(Draft draft) {
    return draft.withLanguage(languages.identify(draft.text()));
  }

  /// Asks every filter; the first that fails names the reason.
  public Judgement filter(Draft draft) {
    MeasuredText text = MeasuredText.of(draft.text(), draft.language().code());
    for (QualityFilter filter : filters.ordered(draft.language().code())) {
      if (filter.verdict(text) instanceof Verdict.Failed(double measure, double threshold)) {
        return new Rejected(
            draft.origin(),
            filter.reason(),
            measure,
            threshold,
            filter.reason().measure(),
            draft.language().code());
      }
    }
    return draft;
  }

  /// Scores the text and weighs it; decides by the document's id on which side of the hold-out it
  /// is.
  public Judgement weigh(Draft draft) {
    double quality = QualityScore.of(TextStatistics.of(draft.text())).value();
    double weight =
        settings
            .weights()
            .weight(draft.origin().sourceType(), policies.ruling(draft.origin()).weight(), quality);
    return draft.withWeight(quality, weight).withSplit(split(draft.origin().documentId()));
  }

  /// All of them, in the order of the flow.
  public Judgement all(Judgement opened) {
    Judgement judged = opened;
    for (JudgingStep step :
        List.<JudgingStep>of(
            this::consent,
            this::policy,
            this::extract,
            this::normalise,
            this::language,
            this::filter,
            this::weigh)) {
      judged = step.after(judged);
    }
    return judged;
  }

  /// The filters in force for a language, for explanations.
  List<QualityFilter> filters(String language) {
    return filters.ordered(language);
  }

  /// A rejection by policy or takedown.
  public static Rejected forbidden(Draft draft, RetractionReason reason, String cause) {
    return Rejected.of(draft.origin(), RejectionReason.POLICY_FORBIDS, reason + " " + cause);
  }

  private Split split(String documentId) {
    long prefix = Long.parseLong(documentId.substring(0, SPLIT_PREFIX_DIGITS), 16);
    return prefix / SPLIT_RANGE < settings.evaluationShare() ? Split.EVALUATION : Split.TRAIN;
  }

  /// For [Language], named so that the steps read alike.
  static String describe(Language language) {
    return "%s (confidence %.2f)".formatted(language.code(), language.confidence());
  }
}
