package aifactory.preprocess.extract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Japanese text in Aozora Bunko's notation: readings (`吾輩《わがはい》`), their marks (`｜`), notes of
/// the typist (`［＃…］`), the legend between rulers and the colophon go; the first line is the title,
/// the second the author.
///
/// `｜私《わたくし》は［＃「は」に傍点］` → `私は`
final class AozoraExtractor implements TextExtractor {
  private static final Pattern READING = Pattern.compile("《[^《》\n]{1,100}》");
  private static final Pattern NOTE = Pattern.compile("※?［＃[^［］\n]*(?:［[^［］\n]*］[^［］\n]*)*］");
  private static final Pattern LEGEND = Pattern.compile("(?s)\n-{20,}\n.*?\n-{20,}\n");
  private static final Pattern COLOPHON = Pattern.compile("(?s)\n(?:底本|訳本)：.*");

  @Override
  public Extracted extract(Content content) {
    String source = content.decoded().replace("\r\n", "\n");
    List<String> head =
        source.lines().limit(6).map(String::strip).filter(line -> !line.isEmpty()).toList();
    String text = LEGEND.matcher(source).replaceFirst("\n");
    text = COLOPHON.matcher(text).replaceFirst("");
    text = NOTE.matcher(text).replaceAll(note -> Matcher.quoteReplacement(sign(note.group())));
    text = READING.matcher(text).replaceAll("").replace("｜", "");
    String title = head.isEmpty() ? "" : bare(head.getFirst());
    String author = head.size() < 2 ? null : bare(head.get(1));
    return new Extracted(title, text, new Extracted.Claims("ja", null, author, null, null));
  }

  /// Whether a text is written so.
  static boolean isWrittenSo(String head) {
    return head.contains("《") && (head.contains("［＃") || head.contains("【テキスト中に現れる記号について】"));
  }

  /// A character that the charset lacks is described; its place stays visible.
  private static String sign(String note) {
    return note.startsWith("※") ? "〓" : "";
  }

  private static String bare(String line) {
    return READING
        .matcher(NOTE.matcher(line).replaceAll(""))
        .replaceAll("")
        .replace("｜", "")
        .strip();
  }
}
