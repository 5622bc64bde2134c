package aifactory.inference.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.DocumentAccepted;
import aifactory.inference.WordVectors;
import aifactory.inference.embed.Embedding;
import aifactory.inference.session.EmbeddingFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found in what order, with vectors of six words installed.
final class PassageSearchTest {
  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private Embedding words;
  private PassageIndex index;
  private long offset;

  @BeforeEach
  void open() {
    words =
        EmbeddingFolder.open(
            WordVectors.write(folder.resolve("words")), folder.resolve("native"), 1);
    index =
        PassageIndex.open(folder.resolve("index"), new Rulings(), (_, _) -> {}, Optional.of(words));
  }

  @AfterEach
  void close() {
    index.close();
    words.close();
  }

  @Test
  void aPassageIsFoundByMeaningWithoutASharedWord() {
    accept("http://a.example/", "en", "Dog", NEW);
    accept("http://b.example/", "en", "Motor", NEW);
    assertThat(urls("cat")).containsExactly("http://a.example/");
    assertThat(urls("engine")).containsExactly("http://b.example/");
    PassageSearch wordsAlone = index.search().tuned(SearchTuning.WORDS);
    assertThat(wordsAlone.find("cat", 5)).isEmpty();
  }

  @Test
  void filtersByLanguageDomainAndTime() {
    accept("http://a.example.org/", "en", "Zebras graze near the river.", OLD);
    accept("http://b.example.net/", "fr", "Zebras are seen in zoos of Paris.", NEW);
    assertThat(urls("zebras")).hasSize(2);
    SearchRequest all = SearchRequest.of("zebras", 5);
    assertThat(
            urls(
                new SearchRequest("zebras", 5, Set.of("fr"), Set.of(), Set.of(), null, null, null)))
        .containsExactly("http://b.example.net/");
    assertThat(
            urls(
                new SearchRequest(
                    "zebras", 5, Set.of(), Set.of(), Set.of("example.org"), null, null, null)))
        .containsExactly("http://a.example.org/");
    assertThat(urls(new SearchRequest("zebras", 5, Set.of(), Set.of(), Set.of(), NEW, null, null)))
        .containsExactly("http://b.example.net/");
    assertThat(urls(new SearchRequest("zebras", 5, Set.of(), Set.of(), Set.of(), null, NEW, null)))
        .containsExactly("http://a.example.org/");
    assertThat(
            urls(
                new SearchRequest(
                    "zebras", 5, Set.of(), Set.of("wiki"), Set.of(), null, null, null)))
        .isEmpty();
    assertThat(urls(all)).hasSize(2);
  }

  @Test
  void whereFreshnessMattersTheNewerComesFirst() {
    accept("http://old.example/", "en", "Zebras zebras zebras and nothing else.", OLD);
    accept("http://new.example/", "en", "A report of animals, zebras among them, in spring.", NEW);
    assertThat(urls("zebras").getFirst()).isEqualTo("http://old.example/");
    SearchRequest fresh =
        new SearchRequest(
            "zebras", 5, Set.of(), Set.of(), Set.of(), null, null, Duration.ofDays(30));
    assertThat(urls(fresh).getFirst()).isEqualTo("http://new.example/");
  }

  @Test
  void oneDocumentDoesNotFillAllPlacesAndCopiesAreShownOnce() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(
          "Paragraph %d tells what zebra number %d did on day %d. ".formatted(i, i * 7, i * 3));
      text.append("It walked, and the herd followed through valley %d.\n".formatted(i * 11));
    }
    accept("http://long.example/", "en", text.toString(), NEW);
    accept("http://one.example/", "en", "A zebra is a striped horse of the savanna.", NEW);
    accept("http://copy.example/", "en", "A zebra is a striped horse of the savanna.", NEW);
    List<String> found = urls("zebra");
    assertThat(found).filteredOn("http://long.example/"::equals).hasSize(2);
    assertThat(found).filteredOn(url -> !url.contains("long")).hasSize(1);
  }

  private void accept(String url, String language, String text, Instant fetched) {
    DocumentAccepted document =
        DocumentAccepted.newBuilder(Accepted.document(url, language, "", text))
            .setFetchedAt(fetched)
            .build();
    index.accept(document, 0, offset++);
    index.refresh();
  }

  private List<String> urls(String question) {
    return urls(SearchRequest.of(question, 5));
  }

  private List<String> urls(SearchRequest request) {
    return index.search().find(request).stream().map(Passage::url).toList();
  }
}
