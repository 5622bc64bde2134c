package aifactory.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.retrieve.Accepted;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageIndex;
import aifactory.inference.retrieve.Rulings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions about this product, put to its own Japanese guide: which page the answer cites.
final class GuideQuestionsTest {
  private static final String SITE = "http://guide.example/";

  @TempDir static Path folder;
  private static PassageIndex index;

  @BeforeAll
  static void readTheGuide() throws IOException {
    index = PassageIndex.open(folder, new Rulings(), (_, _) -> {}, Optional.empty());
    Path guide = Path.of(System.getProperty("factory.root"), "docs", "ja");
    List<Path> pages;
    try (Stream<Path> files = Files.list(guide)) {
      pages = files.sorted().toList();
    }
    for (int place = 0; place < pages.size(); place++) {
      String name = pages.get(place).getFileName().toString().replace(".md", "");
      List<String> lines = Files.readAllLines(pages.get(place));
      String title = lines.getFirst().replaceFirst("# ", "");
      index.accept(Accepted.document(SITE + name, "ja", title, plain(lines)), 0, place);
    }
    index.refresh();
  }

  @AfterAll
  static void close() {
    index.close();
  }

  /// Markdown as a reader sees it.
  private static String plain(List<String> lines) {
    return String.join("\n", lines)
        .replaceAll("(?m)^#+ ", "")
        .replace("`", "")
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
  }

  @ParameterizedTest
  @CsvSource({
    "撤回とは何ですか, retraction",
    "取り下げとは何ですか, takedown",
    "トークナイザーとは何ですか, tokenizer",
    "Kafkaとは何ですか, what-is-kafka",
    "パープレキシティとは, perplexity",
    "昇格のゲートとは何ですか, promotion-gate",
    "近似重複とは何ですか, near-duplicates",
    "チェックポイントとは何ですか, checkpoints",
    "データセットの版とは何ですか, dataset-versions",
    "フロンティアとは何ですか, frontier",
    "ノードとは何ですか, nodes",
    "ハッシュとは何ですか, hashes",
    "別名とは何ですか, aliases-and-hot-swap",
    "スキーマとは何ですか, schemas"
  })
  void whatSomethingIsStandsOnThePageNamedAfterIt(String question, String page) {
    assertThat(cited(question)).isEqualTo(SITE + page);
  }

  @ParameterizedTest
  @CsvSource({
    "robots.txtが読めなかったときはどうなりますか, robots-and-consent",
    "温度を上げると文章はどうなりますか, sampling",
    "最初の起動のために準備するものは何ですか, first-start",
    "BM25が苦手なことは何ですか, bm25-and-kuromoji",
    "AdamWの学習率はどのように計画しますか, optimizer",
    "コンソールの概要画面では何が見えますか, console",
    "五秒はどのように測りますか, retraction",
    "昇格の五つの条件は何ですか, promotion-gate",
    "トークン化は日本語に不公平ですか, japanese-tokenization"
  })
  void otherQuestionsFindTheirPage(String question, String page) {
    assertThat(cited(question)).isEqualTo(SITE + page);
  }

  private static String cited(String question) {
    List<Passage> found = index.search().find(question, 5);
    return new Quotation(index.search())
        .best(question, found)
        .map(quote -> quote.passage().url())
        .orElse("nothing");
  }
}
