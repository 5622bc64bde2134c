package aifactory.preprocess;

/// Honest text for tests, written for them: as long as wanted, never the same line twice.
public final class Prose {
  private static final String[] WHO = {
    "The harbour master", "A retired teacher", "Her youngest brother", "The night train",
    "An old fisherman", "Nobody in the village", "The visiting engineer", "A quiet librarian"
  };
  private static final String[] DID = {
    "carried the lanterns across", "had forgotten about", "watched from the far side of",
    "measured every corner of", "told a long story concerning", "quickly repaired",
    "was asked to explain", "dreamed for years of"
  };
  private static final String[] WHAT = {
    "the stone bridge before winter came", "a zinc box full of maps and jars",
    "the orchard behind the chapel", "seven boats that never returned",
    "the broken clock in the square", "a question that puzzled the judges",
    "the vineyard by the quarry", "an exceptionally heavy parcel"
  };
  private static final String[] DARE = {
    "港の管理人は", "引退した教師が", "末の弟も", "夜行列車は", "年老いた漁師が", "村の誰も", "訪れた技術者は"
  };
  private static final String[] NANI = {
    "冬の前に石橋を", "地図の入った箱を", "礼拝堂の裏の果樹園を", "戻らなかった七隻の舟を", "広場の壊れた時計を"
  };
  private static final String[] SHITA = {
    "静かに眺めていた。", "丁寧に修理した。", "長い間忘れていた。", "隅々まで測った。", "夢に見ていた。", "説明するよう頼まれた。"
  };

  private Prose() {}

  /// At least so many characters of English.
  public static String english(int characters, int seed) {
    StringBuilder text = new StringBuilder();
    for (int i = seed; text.length() < characters; i++) {
      text.append(WHO[i % 8]).append(' ').append(DID[i / 8 % 8]).append(' ');
      text.append(WHAT[(i * 5 + i / 64) % 8]).append(" in the year ").append(1800 + i);
      text.append(i % 4 == 3 ? ".\n\n" : ". ");
    }
    return text.toString().strip();
  }

  /// At least so many characters of Japanese.
  public static String japanese(int characters, int seed) {
    StringBuilder text = new StringBuilder();
    for (int i = seed; text.length() < characters; i++) {
      text.append(1800 + i).append("年、").append(DARE[i % 7]).append(NANI[i / 7 % 5]);
      text.append(SHITA[(i * 5 + i / 35) % 6]).append(i % 4 == 3 ? "\n\n" : "");
    }
    return text.toString().strip();
  }

  /// A page with that text as its main part.
  public static String page(String title, String text) {
    return "<!doctype html><html><head><title>%s</title></head><body><nav><a href=/>Home</a></nav><main><h1>%s</h1><p>%s</p></main><footer>All rights</footer></body></html>"
        .formatted(title, title, text.replace("\n\n", "</p><p>"));
  }
}
