package aifactory.preprocess.rejudge;

import org.apache.kafka.common.header.Headers;

/// The mark of a raw record that goes through the flow again because today's rules judge it
/// differently. Unlike a page that answers with an error for a day, its rejection withdraws what
/// the same bytes became before.
public final class JudgedAgain {
  private static final String HEADER = "judged-again";
  private static final byte[] YES = {1};

  private JudgedAgain() {}

  public static void mark(Headers headers) {
    headers.remove(HEADER);
    headers.add(HEADER, YES);
  }

  public static boolean isMarked(Headers headers) {
    return headers.lastHeader(HEADER) != null;
  }
}
