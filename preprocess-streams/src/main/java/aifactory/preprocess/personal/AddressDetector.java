package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IP addresses, version 4 and 6. Not those that name no machine of a person: loopback, masks,
/// `::`; not version numbers and section headings that look alike (`version 1.2.3.4`).
final class AddressDetector implements PersonalDataDetector {
  private static final Pattern FOUR =
      Pattern.compile(
          "(?<![\\w.-])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?![\\w-]|\\.\\d)");
  private static final Pattern SIX =
      Pattern.compile("(?<![\\w:.])[0-9A-Fa-f]{3,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\\w:])");
  private static final Pattern NUMBERING =
      Pattern.compile(
          "(?:(?<!\\p{L})(?:versions?|ver\\.?|v|release|rev(?:ision)?|build|section|chapter|clause)|§"
              + "|バージョン|版|第|節|章|リリース)\\s*[:=]?\\s*$");
  private static final Pattern HEADING_AFTER = Pattern.compile("\\s+\\p{Lu}\\p{L}+");
  private static final Runs FOUR_RUNS = new Runs(Runs.DIGITS + ".", ".", 3);
  private static final Runs SIX_RUNS = new Runs(Runs.DIGITS + "ABCDEFabcdef:", ":", 2);
  private static final int OCTET = 255;
  private static final int LABEL_DISTANCE = 16;
  private static final int GROUPS = 8;

  @Override
  public List<PersonalDatum> find(Passage passage) {
    List<PersonalDatum> found = new ArrayList<>();
    FOUR_RUNS.find(
        FOUR,
        passage.text(),
        matcher -> {
          if (isMachine(matcher) && !isNumbering(passage, matcher)) {
            found.add(new PersonalDatum(PersonalDatum.Kind.IP, matcher.start(), matcher.end()));
          }
        });
    SIX_RUNS.find(
        SIX,
        passage.text(),
        matcher -> {
          if (isSix(matcher.group())) {
            found.add(new PersonalDatum(PersonalDatum.Kind.IP, matcher.start(), matcher.end()));
          }
        });
    return found;
  }

  private static boolean isMachine(Matcher matcher) {
    for (int i = 1; i <= 4; i++) {
      String octet = matcher.group(i);
      if (Integer.parseInt(octet) > OCTET || octet.length() > 1 && octet.startsWith("0")) {
        return false;
      }
    }
    int first = Integer.parseInt(matcher.group(1));
    return first != 0 && first != 127 && first != OCTET;
  }

  private static boolean isNumbering(Passage passage, Matcher matcher) {
    if (passage.isNear(NUMBERING, matcher.start(), LABEL_DISTANCE)) {
      return true;
    }
    boolean small = matcher.end() - matcher.start() <= "1.2.3.4".length() + 1;
    return small
        && (matcher.start() == 0 || passage.before(matcher.start()) == '\n')
        && HEADING_AFTER
            .matcher(passage.text())
            .region(matcher.end(), passage.text().length())
            .lookingAt();
  }

  private static boolean isSix(String address) {
    String[] groups = address.split(":", -1);
    int gap = address.indexOf("::");
    boolean whole = groups.length == GROUPS && gap < 0;
    boolean shortened = gap >= 0 && address.indexOf("::", gap + 1) < 0 && groups.length <= GROUPS;
    boolean ends = !address.endsWith(":") || address.endsWith("::");
    boolean digit = groups[0].chars().anyMatch(Character::isDigit);
    return ends && digit && (whole || shortened);
  }
}
