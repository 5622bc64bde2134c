package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.List;

/// E-mail addresses: a local part, `@`, a domain with a dot and letters at its end.
/// `taro@example.co.jp`. A login of a source repository (`git@host:path`) is no person.
final class EmailDetector implements PersonalDataDetector {
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;
  private static final String LOCAL_MARKS = "._%+-'";

  @Override
  public List<PersonalDatum> find(Passage passage) {
    List<PersonalDatum> found = new ArrayList<>();
    String text = passage.text();
    int last = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = start(text, at, last);
      int end = end(text, at + 1);
      if (start < at && end > 0 && !isLogin(text, start, at, end)) {
        found.add(new PersonalDatum(PersonalDatum.Kind.EMAIL, start, end));
        last = end;
      }
    }
    return found;
  }

  private static int start(String text, int at, int least) {
    int start = at;
    while (start > least && at - start < MAX_LOCAL && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && LOCAL_MARKS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  /// After the domain; 0 when there is none.
  private static int end(String text, int from) {
    int end = from;
    int lastDot = -1;
    while (end < text.length() && end - from < MAX_DOMAIN) {
      char c = text.charAt(end);
      boolean dot = c == '.' && end + 1 < text.length() && isAlphanumeric(text.charAt(end + 1));
      if (!isAlphanumeric(c) && !dot && !(c == '-' && isInside(text, end))) {
        break;
      }
      lastDot = dot ? end : lastDot;
      end++;
    }
    if (lastDot <= from || end - lastDot < 3) {
      return 0;
    }
    for (int i = lastDot + 1; i < end; i++) {
      if (!Character.isLetter(text.charAt(i)) && text.charAt(i) != '-') {
        return 0;
      }
    }
    return end;
  }

  private static boolean isLogin(String text, int start, int at, int end) {
    return text.startsWith("git", start)
        && at - start == 3
        && end < text.length()
        && (text.charAt(end) == ':' || text.charAt(end) == '/');
  }

  private static boolean isInside(String text, int place) {
    return place + 1 < text.length()
        && (isAlphanumeric(text.charAt(place + 1)) || text.charAt(place + 1) == '-');
  }

  private static boolean isLocal(char c) {
    return isAlphanumeric(c) || LOCAL_MARKS.indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
