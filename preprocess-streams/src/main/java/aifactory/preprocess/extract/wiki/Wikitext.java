package aifactory.preprocess.extract.wiki;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plain text of a page of wikitext. The order of the walks matters: what is protected first is
/// touched by nothing, templates may produce links and table marks, links hold bars that tables
/// would split at.
///
/// `'''Tide'''{{efn|x}} is the [[sea level|rise]] of …<ref>…</ref>` → `Tide is the rise of …`
public final class Wikitext {
  /// Stands where something was dropped, so that brackets left empty by it can go, too.
  static final char DROPPED = '\uE002';

  private static final Pattern REDIRECT =
      Pattern.compile(
          "(?i)\\A\\s*#(?:redirect|転送|リダイレクト|weiterleitung|redirection|redirección)\\b?\\s*:?\\s*\\[\\[");
  private static final Pattern LEAD_NAME = Pattern.compile("'''([^'\\n]{1,200})'''");

  private Wikitext() {}

  /// The text; empty for a redirect.
  public static String toPlain(String wikitext) {
    String clean = wikitext.replaceAll("[\\uE000-\\uE003]", "").replace("\r\n", "\n");
    if (REDIRECT.matcher(clean).find()) {
      return "";
    }
    Shielded shielded = Shielded.of(clean);
    String text = WikiTags.withoutHidden(shielded.text());
    text = Templates.expand(text);
    text = WikiLinks.resolve(text);
    text = WikiTables.write(text);
    text = EmptiedBrackets.removeFrom(text);
    text = WikiLines.write(WikiTags.withoutVisible(text));
    return shielded.restore(text).strip();
  }

  /// What the page is about: the first words in bold; empty when there are none.
  public static String name(String wikitext) {
    Matcher bold = LEAD_NAME.matcher(wikitext);
    return bold.find() ? toPlain(bold.group(1)).replace('\n', ' ').strip() : "";
  }
}
