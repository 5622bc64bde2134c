package aifactory.preprocess.words;

/// Kinds of characters that the English splitter tells apart.
final class EnglishMarks {
  private static final String PUNCTUATION = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪";
  private static final String QUOTES = "'\"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉〈〉⟦⟧";
  private static final String CURRENCY = "$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹₺₻₼₾₿";

  private EnglishMarks() {}

  static boolean isCurrency(char c) {
    return CURRENCY.indexOf(c) >= 0;
  }

  static boolean isMark(char c) {
    return PUNCTUATION.indexOf(c) >= 0 || QUOTES.indexOf(c) >= 0;
  }

  static boolean isQuote(char c) {
    return QUOTES.indexOf(c) >= 0;
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '’';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return Character.isLetter(c) && !Character.isUpperCase(c);
  }

  static boolean isUpper(char c) {
    return Character.isLetter(c) && !Character.isLowerCase(c);
  }
}
