package aifactory.preprocess.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plain text, kept as written. A first line marked as a heading, else nothing, is the title. A
/// text in Aozora Bunko's notation is read as that.
final class PlainTextExtractor implements TextExtractor {
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,2}\\s+(\\S.*)$");
  private static final TextExtractor AOZORA = new AozoraExtractor();
  private static final int HEAD = 2000;

  @Override
  public Extracted extract(Content content) {
    String text = content.decoded();
    if (AozoraExtractor.isWrittenSo(text.substring(0, Math.min(HEAD, text.length())))) {
      return AOZORA.extract(content);
    }
    Matcher heading = HEADING.matcher(text.substring(0, Math.min(HEAD, text.length())));
    String title = heading.find() ? heading.group(1).strip() : "";
    return Extracted.of(title, text);
  }
}
