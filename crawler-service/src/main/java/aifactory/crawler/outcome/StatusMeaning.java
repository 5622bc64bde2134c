package aifactory.crawler.outcome;

/// What a status code other than success means for us.
public final class StatusMeaning {
  private StatusMeaning() {}

  public static FetchOutcome of(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> FetchOutcome.REDIRECTED;
      case 404, 410 -> FetchOutcome.GONE;
      case 429, 503 -> FetchOutcome.THROTTLED;
      default -> byClass(status);
    };
  }

  private static FetchOutcome byClass(int status) {
    return switch (status / 100) {
      case 4 -> FetchOutcome.REFUSED;
      case 5 -> FetchOutcome.SERVER_ERROR;
      default -> FetchOutcome.UNEXPECTED_STATUS;
    };
  }
}
