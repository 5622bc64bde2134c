package aifactory.walk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Prose for the pages of the simulated web, in the language that a character set was made for. No
/// two pages have the same.
final class WebText {
  private static final int SENTENCES = 9;
  private static final String LATIN_MARK =
      "At the “Café Zürich” a slice of gâteau costs 5 € – or so the façade says.";
  private static final String JAPANESE_MARK = "文字表の推定を確かめるため、この一文はどの頁にも置かれています。";

  private static final List<String> THINGS =
      List.of("ferry", "library", "bridge", "market", "workshop", "garden", "tower", "harbour");
  private static final List<String> LATIN =
      List.of(
          "The %s was closed for %d days while the carpenters looked for a beam of the right length.",
          "Nobody remembers who built the %s, although %d letters about it are kept in the town hall.",
          "When the river rose in the spring, people carried %2$d sacks of sand to the %1$s by hand.",
          "A clerk wrote that the %s would be painted again after %d years, and he was right.",
          "Children who live near the %s know all of its %d steps and the sound of each of them.",
          "The council argued about the %s until the lamps had burnt for %d hours.",
          "Visitors who ask for the %s are shown a map on which it stands under the number %d.",
          "In the oldest account the %s has %d windows, and every one of them looks to the sea.");

  private static final List<String> PLACES = List.of("港", "図書館", "市場", "工房", "庭園", "灯台", "橋", "学校");
  private static final List<String> JAPANESE =
      List.of(
          "古い記録によると、%sの修理には%d日もかかり、町の人々は毎朝その様子を見に来たそうです。",
          "春になると%sの前に%d本の花が咲き、遠くの村からも多くの人が訪れます。",
          "%sの管理人は、%d年のあいだ毎日の天気を細かく帳面に書き続けました。",
          "子供たちは%sまでの道を歩きながら、石段が%d段あることを声に出して数えます。",
          "町の会議では%sの将来について%d時間も話し合いましたが、結論は出ませんでした。",
          "地図の上では%sに%d番という番号が付いていて、旅の人にもすぐに分かります。",
          "冬の夜、%sの窓には%d個の明かりが並び、海からもよく見えるといいます。",
          "%sについて書かれた手紙が%d通も残っていて、今でも誰でも読むことができます。");

  private WebText() {}

  /// A sentence that every page in a character set has and that only the right one reads.
  static String mark(Charset charset) {
    return isJapanese(charset) ? JAPANESE_MARK : LATIN_MARK;
  }

  static boolean isJapanese(Charset charset) {
    return !charset.equals(StandardCharsets.UTF_8) && !charset.name().startsWith("windows-125");
  }

  static String paragraphs(WebHost host, int page) {
    Random random = new Random(host.number() * 10_007L + page);
    boolean japanese = isJapanese(host.charset());
    List<String> sentences = japanese ? JAPANESE : LATIN;
    List<String> names = japanese ? PLACES : THINGS;
    StringBuilder text = new StringBuilder("<p>");
    for (int sentence = 0; sentence < SENTENCES; sentence++) {
      text.append(
          sentences
              .get(random.nextInt(sentences.size()))
              .formatted(names.get(random.nextInt(names.size())), 2 + random.nextInt(9_000)));
      text.append(sentence % 3 == 2 ? "</p>\n<p>" : " ");
    }
    return text.append(mark(host.charset())).append("</p>\n").toString();
  }
}
