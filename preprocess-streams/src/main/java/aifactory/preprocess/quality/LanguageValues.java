package aifactory.preprocess.quality;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The bounds that were published for a language: Gopher's (Rae et al. 2021, table A1) for English,
/// FineWeb2's (Penedo et al. 2025) for others.
///
/// @param topNGrams for n = 2, 3, 4
/// @param repeatedNGrams for n = 5 … 10
/// @param stopWords two of them must occur; empty = not asked
/// @param ownWords whether word lengths and stop words mean anything here
record LanguageValues(
    double repeatedLines,
    List<Double> topNGrams,
    List<Double> repeatedNGrams,
    double minLinesWithStop,
    double minWordLength,
    double maxWordLength,
    double minAlphabeticWords,
    double maxNewLines,
    Set<String> stopWords,
    boolean ownWords) {
  private static final LanguageValues ENGLISH =
      new LanguageValues(
          0.3,
          List.of(0.2, 0.18, 0.16),
          List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10),
          0.12,
          3,
          10,
          0.8,
          0.3,
          Set.of("the", "be", "to", "of", "and", "that", "have", "with"),
          true);

  /// English bounds without those that depend on the words of English.
  private static final LanguageValues OTHER =
      new LanguageValues(
          0.3,
          List.of(0.2, 0.18, 0.16),
          List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10),
          0.12,
          1,
          20,
          0.7,
          0.3,
          Set.of(),
          false);

  private static final Map<String, LanguageValues> PUBLISHED =
      Map.of(
          "en",
          ENGLISH,
          "ja",
          fineWeb2(
              0.375,
              List.of(0.121, 0.129, 0.145),
              List.of(0.307, 0.283, 0.264, 0.248, 0.234, 0.223),
              0.167,
              1,
              5,
              0.759,
              0.162,
              "の に を は た て が と で 年 し ・ 月 れ さ"),
          "zh",
          fineWeb2(
              0.287,
              List.of(0.256, 0.201, 0.171),
              List.of(0.198, 0.182, 0.167, 0.154, 0.14, 0.127),
              0.106,
              1,
              5,
              0.735,
              0.178,
              "的 年 在 月 是 和 日 了 於 · 為 有 被 人 中 为 他 與 後 也 而 由"),
          "ko",
          fineWeb2(
              0.374,
              List.of(0.282, 0.228, 0.185),
              List.of(0.201, 0.184, 0.168, 0.154, 0.14, 0.127),
              0.062,
              1,
              6,
              0.791,
              0.196,
              "의 다 이 는 에 을 한 년 하 은 를 했 고 에서 가 있 으로 인 월 로 되"),
          "de",
          fineWeb2(
              0.263,
              List.of(0.169, 0.153, 0.137),
              List.of(0.141, 0.134, 0.126, 0.117, 0.108, 0.098),
              0.0,
              0,
              15,
              0.774,
              0.152,
              "der und die in von im den des mit das er dem als wurde für"),
          "fr",
          fineWeb2(
              0.264,
              List.of(0.161, 0.149, 0.134),
              List.of(0.15, 0.141, 0.131, 0.121, 0.111, 0.1),
              0.1,
              2,
              11,
              0.812,
              0.185,
              "de la le et à en l' des du les est d' un une il dans par au"),
          "es",
          fineWeb2(
              0.265,
              List.of(0.077, 0.097, 0.112),
              List.of(0.152, 0.137, 0.123, 0.114, 0.107, 0.099),
              0.3,
              4,
              14,
              0.825,
              0.171,
              "de la en el y a que del los se por un con una las su"),
          "ru",
          fineWeb2(
              0.322,
              List.of(0.184, 0.164, 0.146),
              List.of(0.168, 0.156, 0.145, 0.133, 0.121, 0.109),
              0.231,
              3,
              11,
              0.713,
              0.139,
              "в и на с года по году из был к не от что за для его как а он также до после"));

  static LanguageValues of(String language) {
    return PUBLISHED.getOrDefault(language, OTHER);
  }

  /// Languages with published values.
  static Set<String> languages() {
    return PUBLISHED.keySet();
  }

  boolean isEnglish() {
    return this == ENGLISH;
  }

  private static LanguageValues fineWeb2(
      double repeatedLines,
      List<Double> top,
      List<Double> repeated,
      double minLinesWithStop,
      double minWordLength,
      double maxWordLength,
      double minAlphabeticWords,
      double maxNewLines,
      String stopWords) {
    return new LanguageValues(
        repeatedLines,
        top,
        repeated,
        minLinesWithStop,
        minWordLength,
        maxWordLength,
        minAlphabeticWords,
        maxNewLines,
        Set.of(stopWords.split(" ")),
        true);
  }
}
