package aifactory.preprocess.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.content.MaskedText;
import aifactory.contract.id.DocumentId;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParagraphMasksTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ParagraphRule RULE = new ParagraphRule(2, 20);
  private static final String NOTICE = "This notice stands under every page of the site.";

  @TempDir Path home;
  private int offset;

  @Test
  void aParagraphStaysInTheEldestAndIsMaskedInAllOthers() {
    try (Factory factory = new Factory("one", RULE)) {
      factory.accept(page(3, "Third page says what it says.\n\n" + NOTICE + "\n\nEnd."));
      factory.accept(page(1, "First page says what it says.\n" + NOTICE.toUpperCase()));
      factory.accept(page(2, "「" + NOTICE.replace(" ", "  ") + "」\nSecond page has the rest."));

      assertThat(factory.texts())
          .containsExactlyInAnyOrder(
              "First page says what it says.\n" + NOTICE.toUpperCase(),
              "Second page has the rest.",
              "Third page says what it says.\n\nEnd.");
      DatasetState.Masked masked = factory.state.counts().masked();
      assertThat(masked.documents()).isEqualTo(2);
      assertThat(masked.paragraphs()).isEqualTo(2);
      assertThat(factory.state.counts().utf8Bytes() - masked.utf8Bytes())
          .isEqualTo(
              factory.texts().stream()
                  .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                  .sum());
    }
  }

  @Test
  void whenTheKeeperIsRetractedTheParagraphComesBackInTheNext() {
    try (Factory factory = new Factory("one", RULE)) {
      DocumentAccepted first = factory.accept(page(1, NOTICE));
      factory.accept(page(2, "Of the second.\n" + NOTICE));
      factory.accept(page(3, "Of the third.\n" + NOTICE));
      String before = factory.seal().counts().contentHash();

      factory.register(first, true);
      assertThat(factory.texts())
          .containsExactlyInAnyOrder("Of the second.\n" + NOTICE, "Of the third.");
      assertThat(factory.state.counts().contentHash()).isNotEqualTo(before);

      factory.register(first, false);
      assertThat(factory.texts())
          .containsExactlyInAnyOrder(NOTICE, "Of the second.", "Of the third.");
      assertThat(factory.state.counts().contentHash()).isEqualTo(before);
    }
  }

  @Test
  void heldOutTextIsTrainedOnNowhere() {
    try (Factory factory = new Factory("one", RULE)) {
      factory.accept(page(1, "Of the first.\n" + NOTICE));
      factory.accept(
          DocumentAccepted.newBuilder(page(2, NOTICE)).setSplit(Split.EVALUATION).build());

      assertThat(factory.texts()).containsExactlyInAnyOrder("Of the first.", NOTICE);
    }
  }

  @Test
  void fewerThanTheThresholdMayRepeatAndShortOnesAlways() {
    try (Factory factory = new Factory("one", new ParagraphRule(3, 20))) {
      factory.accept(page(1, "Shared.\n" + NOTICE));
      DocumentAccepted second = factory.accept(page(2, "Shared.\n" + NOTICE));
      assertThat(factory.maskedParagraphs()).isZero();

      factory.accept(page(3, "Shared.\n" + NOTICE));
      assertThat(factory.maskedParagraphs()).isEqualTo(2);

      factory.register(second, true);
      assertThat(factory.maskedParagraphs()).isZero();
    }
  }

  @Test
  void neitherArrivalNorSealingsInBetweenDecideWhatIsMasked() {
    long seed = 20_260_203;
    Random random = new Random(seed);
    List<Runnable> one = new ArrayList<>();
    List<Runnable> two = new ArrayList<>();
    try (Factory first = new Factory("first", RULE);
        Factory second = new Factory("second", RULE)) {
      for (int i = 0; i < 300; i++) {
        StringBuilder text = new StringBuilder("The page with the number " + i + " has this.\n");
        for (int line = 0; line < 4; line++) {
          int shared = random.nextInt(120);
          text.append("A line that many pages may have, number ").append(shared).append("\n\n");
        }
        DocumentAccepted page = page(i % 50, text.toString().strip());
        boolean withdrawn = random.nextInt(4) == 0;
        one.add(() -> first.accept(page));
        two.add(() -> second.accept(page));
        if (withdrawn) {
          one.add(() -> first.register(page, true));
          two.add(() -> second.register(page, true));
        }
      }
      Collections.shuffle(two, random);
      for (Runnable step : one) {
        step.run();
        if (random.nextInt(5) == 0) {
          first.seal();
        }
      }
      two.forEach(Runnable::run);

      assertThat(first.seal().counts()).as("seed %d", seed).isEqualTo(second.seal().counts());
      assertThat(first.maskedParagraphs()).isGreaterThan(100);
      assertThat(first.texts()).containsExactlyInAnyOrderElementsOf(second.texts());
      assertThat(
              first.texts().stream()
                  .flatMap(text -> text.lines().distinct()) // inside one it may repeat
                  .filter(line -> line.length() >= 20)
                  .toList())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aRestartMasksTheSameAndPublishesNothingAgain() {
    List<DocumentAccepted> pages =
        List.of(page(1, NOTICE), page(2, "Of the second.\n" + NOTICE), page(3, "Third " + NOTICE));
    List<ParagraphsMasked> published;
    DatasetState before;
    try (Factory factory = new Factory("one", RULE)) {
      pages.forEach(factory::accept);
      before = factory.seal();
      published = factory.published;
    }
    try (Factory again = new Factory("one", RULE)) {
      for (int i = 0; i < published.size(); i++) {
        again.ledger.masked(published.get(i), 0, i);
      }
      again.ledger.covered(Map.of(0, (long) offset), Map.of());
      offset = 0;
      pages.forEach(again::accept);

      assertThat(again.seal()).isEqualTo(before);
      assertThat(again.published).isEmpty();
      again.accept(page(4, "Of the fourth.\n" + NOTICE));
      assertThat(again.maskedParagraphs()).isEqualTo(2);
    }
  }

  @Test
  void whoeverSwitchesItOffGetsEveryParagraphBack() {
    List<ParagraphsMasked> published;
    try (Factory factory = new Factory("one", RULE)) {
      factory.accept(page(1, NOTICE));
      factory.accept(page(2, "Of the second.\n" + NOTICE));
      factory.seal();
      published = factory.published;
    }
    assertThat(published).hasSize(1);
    try (Factory off = new Factory("one", ParagraphRule.OFF)) {
      off.ledger.masked(published.getFirst(), 0, 0);
      off.ledger.covered(Map.of(0, (long) offset), Map.of());
      offset = 0;
      off.accept(page(1, NOTICE));
      off.accept(page(2, "Of the second.\n" + NOTICE));

      assertThat(off.maskedParagraphs()).isZero();
      assertThat(off.published)
          .singleElement()
          .satisfies(lifted -> assertThat(lifted.getParagraphs()).isEmpty());
    }
  }

  @Test
  void rangesAreCodePointsAndALineOfSignsIsNoParagraph() {
    List<Paragraph> found =
        Paragraph.of("𠮷野家𠮷野家𠮷野家\n\n\n" + "-".repeat(90) + "\nshort\nlong enough, this one", 20);

    assertThat(found).extracting(Paragraph::start).containsExactly(0, 109);
    assertThat(found.getFirst().end()).isEqualTo(12);
    assertThat(found.getFirst().utf8Bytes()).isEqualTo(3 * 10 + 3);
    assertThat(MaskedText.of("𠮷𠮷\n\nrest", List.of(new MaskedParagraph(0, 4, ""))))
        .isEqualTo("rest");
  }

  /// A ledger with what it published and what its dataset versions offer.
  private final class Factory implements AutoCloseable {
    final DatasetLedger ledger;
    final List<ParagraphsMasked> published = new ArrayList<>();
    private final Map<String, DocumentAccepted> accepted = new HashMap<>();
    private final Map<String, Boolean> withdrawn = new HashMap<>();
    private DatasetState state;

    Factory(String name, ParagraphRule rule) {
      ledger = new DatasetLedger(new ParagraphIndex(home.resolve(name), rule));
      state = ledger.state();
    }

    DocumentAccepted accept(DocumentAccepted page) {
      ledger.accept(page, 0, offset++);
      accepted.put(page.getVersion(), page);
      return page;
    }

    void register(DocumentAccepted page, boolean inForce) {
      withdrawn.put(page.getVersion(), inForce);
      ledger.register(
          RetractionRegistered.newBuilder()
              .setDocumentId(page.getDocumentId())
              .setVersion(page.getVersion())
              .setInForce(inForce)
              .setReason(RetractionReason.POLICY)
              .setUrl(page.getUrl())
              .setDomain(page.getDomain())
              .setRegisteredAt(NOON)
              .build(),
          0,
          offset++);
    }

    DatasetState seal() {
      DatasetLedger.Revision revision = ledger.revise(NOON);
      for (ParagraphsMasked mask : revision.masks()) {
        ledger.masked(mask, 0, published.size());
        published.add(mask);
      }
      state = revision.state().withMasked(ledger.maskedEnds());
      return state;
    }

    long maskedParagraphs() {
      return seal().counts().masked().paragraphs();
    }

    List<String> texts() {
      seal();
      Map<String, List<MaskedParagraph>> masks = new HashMap<>();
      published.forEach(mask -> masks.put(mask.getVersion(), mask.getParagraphs()));
      return accepted.values().stream()
          .filter(page -> !withdrawn.getOrDefault(page.getVersion(), false))
          .map(page ->
              MaskedText.of(page.getText(), masks.getOrDefault(page.getVersion(), List.of())))
          .toList();
    }

    @Override
    public void close() {
      ledger.close();
    }
  }

  static DocumentAccepted page(int minute, String text) {
    String url = "https://site.example/" + minute + "/" + text.hashCode();
    String id = DocumentId.of(url);
    return DocumentAccepted.newBuilder()
        .setDocumentId(id)
        .setVersion(DocumentId.version(id, text))
        .setUrl(url)
        .setTitle("")
        .setText(text)
        .setLanguage("en")
        .setLanguageConfidence(1)
        .setQuality(0.5)
        .setWeight(1)
        .setSourceId("test")
        .setSourceType("web")
        .setDomain("site.example")
        .setLicence("unknown")
        .setSplit(Split.TRAIN)
        .setCharacters(text.codePointCount(0, text.length()))
        .setUtf8Bytes(text.getBytes(StandardCharsets.UTF_8).length)
        .setFetchedAt(NOON.plusSeconds(60L * minute))
        .setAcceptedAt(NOON)
        .build();
  }
}
