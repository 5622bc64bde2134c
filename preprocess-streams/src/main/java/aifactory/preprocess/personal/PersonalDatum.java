package aifactory.preprocess.personal;

/// One stretch of a text that is personal.
///
/// @param start first UTF-16 unit
/// @param end after the last UTF-16 unit
public record PersonalDatum(Kind kind, int start, int end) {

  /// What it is; the token that replaces it is named so.
  public enum Kind {
    KEY("key"),
    EMAIL("email"),
    IP("ip"),
    CARD("card"),
    MY_NUMBER("my_number"),
    PHONE("phone");

    private final String type;
    private final String token;

    Kind(String type) {
      this.type = type;
      this.token = "[" + name() + "]";
    }

    /// In events, metrics and answers.
    public String type() {
      return type;
    }

    /// What stands in the text instead.
    public String token() {
      return token;
    }
  }
}
