package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys that open something: the published forms of well-known services, JSON web tokens, private
/// keys in PEM, and values that an assignment calls a key, a token, a secret or a password
/// (`api_key = "…"`: the value alone). Place holders (`YOUR_API_KEY`) are no keys.
final class KeyDetector implements PersonalDataDetector {
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])(?:(?:AKIA|ASIA)[0-9A-Z]{16}"
              + "|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}"
              + "|glpat-[A-Za-z0-9_-]{20,}"
              + "|sk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{20,}"
              + "|[srp]k_(?:live|test)_[A-Za-z0-9]{16,}"
              + "|AIza[0-9A-Za-z_-]{35}|ya29\\.[0-9A-Za-z_-]{20,}"
              + "|xox[abeoprs]-[A-Za-z0-9-]{10,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{36}"
              + "|pypi-[A-Za-z0-9_-]{50,}|SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{20,}"
              + "|eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,})"
              + "(?![A-Za-z0-9_])");
  private static final Runs KNOWN_RUNS =
      new Runs(Runs.LETTERS + Runs.DIGITS + "_.-", Runs.LETTERS + Runs.DIGITS + "_.-", 15);

  /// What every assigned value looks like: without one no assignment is looked for.
  private static final Pattern VALUES = Pattern.compile("[A-Za-z0-9/+_.~-]{16}+");

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final Pattern PEM_HEAD =
      Pattern.compile("-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?:api[_ -]?key|secret(?:[_ -]?(?:access[_ -]?)?key)?|access[_"
              + " -]?(?:key|token)|auth[_"
              + " -]?token|token|passw(?:or)?d|bearer)[\"']?\\s{0,3}(?:[:=]|\\s|=>)\\s{0,3}[\"']?"
              + "([A-Za-z0-9/+_.~-]{16,512}={0,2})");
  private static final Pattern PLACE_HOLDER =
      Pattern.compile("(?i)your|example|xxxx|placeholder|changeme|\\.\\.\\.|1234567890123456");
  private static final double MIN_ENTROPY = 3.3; // bits per character; words have less

  @Override
  public List<PersonalDatum> find(Passage passage) {
    String text = passage.text();
    List<PersonalDatum> found = new ArrayList<>();
    KNOWN_RUNS.find(
        KNOWN,
        text,
        matcher -> {
          if (!PLACE_HOLDER.matcher(matcher.group()).find() && hasDigit(matcher.group())) {
            found.add(new PersonalDatum(PersonalDatum.Kind.KEY, matcher.start(), matcher.end()));
          }
        });
    addPrivateKeys(text, found);
    if (!VALUES.matcher(text).find()) {
      return found;
    }
    for (Matcher matcher = ASSIGNED.matcher(text); matcher.find(); ) {
      if (isSecret(matcher.group(1))) {
        found.add(new PersonalDatum(PersonalDatum.Kind.KEY, matcher.start(1), matcher.end(1)));
      }
    }
    return found;
  }

  private static void addPrivateKeys(String text, List<PersonalDatum> found) {
    for (int at = text.indexOf(PEM_BEGIN); at >= 0; at = text.indexOf(PEM_BEGIN, at + 1)) {
      Matcher head = PEM_HEAD.matcher(text).region(at, text.length());
      int foot = head.lookingAt() ? text.indexOf("PRIVATE KEY-----", head.end()) : -1;
      if (foot >= 0) {
        int end = foot + "PRIVATE KEY-----".length();
        found.add(new PersonalDatum(PersonalDatum.Kind.KEY, at, end));
      }
    }
  }

  private static boolean isSecret(String value) {
    return hasDigit(value)
        && value.chars().anyMatch(Character::isLetter)
        && !PLACE_HOLDER.matcher(value).find()
        && entropy(value) >= MIN_ENTROPY;
  }

  private static boolean hasDigit(String value) {
    return value.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static double entropy(String value) {
    int[] counts = new int[128];
    value.chars().forEach(c -> counts[c & 0x7F]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
