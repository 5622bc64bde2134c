package aifactory.preprocess.extract.wiki;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Links become their words; pictures, categories and links to other languages' pages go.
/// `[[tide|tidal range]]` → `tidal range`, `[https://example.org a site]` → `a site`.
final class WikiLinks {
  private static final Set<String> NO_TEXT =
      Set.of(
          "file",
          "image",
          "media",
          "category",
          "ファイル",
          "画像",
          "カテゴリ",
          "datei",
          "bild",
          "kategorie",
          "fichier",
          "catégorie",
          "archivo",
          "imagen",
          "categoría",
          "файл",
          "категория",
          "文件",
          "分类",
          "categoria",
          "immagine",
          "ficheiro",
          "imagem",
          "plik",
          "kategoria",
          "bestand",
          "categorie",
          "파일",
          "분류",
          "картинка",
          "изображение");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(?:-[a-z]{2,10})?");
  private static final Pattern EXTERNAL =
      Pattern.compile(
          "\\[(?:https?:|ftp:|mailto:)?//[^\\s\\]\\n]+(?:["
              + " \\t]+([^\\]\\n]*))?\\]|\\[mailto:[^\\s\\]]+ ?([^\\]\\n]*)\\]");
  private static final Pattern VARIANT = Pattern.compile("-\\{([^{}\\n]{0,500})\\}-");

  private static final int MAX_DEPTH = 100; // deeper brackets are text

  private WikiLinks() {}

  static String resolve(String text) {
    String linked = text.contains("[[") ? internal(text) : text;
    linked =
        EXTERNAL
            .matcher(linked)
            .replaceAll(found -> {
              String label = found.group(1) != null ? found.group(1) : found.group(2);
              return Matcher.quoteReplacement(label == null ? "" : label);
            });
    return linked.contains("-{")
        ? VARIANT
            .matcher(linked)
            .replaceAll(found -> Matcher.quoteReplacement(variant(found.group(1))))
        : linked;
  }

  private static String internal(String text) {
    Deque<StringBuilder> stack = new ArrayDeque<>();
    stack.push(new StringBuilder(text.length()));
    int place = 0;
    while (place < text.length()) {
      if (stack.size() < MAX_DEPTH && text.startsWith("[[", place)) {
        stack.push(new StringBuilder());
        place += 2;
      } else if (stack.size() > 1 && text.startsWith("]]", place)) {
        String words = words(stack.pop().toString());
        stack.element().append(words);
        place += 2;
      } else {
        stack.element().append(text.charAt(place));
        place++;
      }
    }
    while (stack.size() > 1) {
      String open = stack.pop().toString();
      stack.element().append("[[").append(open);
    }
    return stack.element().toString();
  }

  private static String words(String inside) {
    int bar = inside.indexOf('|');
    String target = (bar < 0 ? inside : inside.substring(0, bar)).strip();
    int colon = target.indexOf(':');
    if (colon > 0) {
      String space = target.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      boolean otherLanguage = bar < 0 && LANGUAGE.matcher(space).matches();
      if (NO_TEXT.contains(space) || otherLanguage) {
        return "";
      }
    }
    if (bar < 0) {
      return target.startsWith(":") ? target.substring(1) : target;
    }
    String label = inside.substring(bar + 1).strip();
    return label.isEmpty()
        ? target.replaceFirst("\\s*[（(].*$", "").replaceFirst("^:?[^:]*:", "")
        : label;
  }

  /// The first of the variants: `zh-hans:计算机; zh-hant:電腦` → `计算机`.
  private static String variant(String inside) {
    String first = inside.split(";", 2)[0];
    int colon = first.indexOf(':');
    return colon < 0 ? first : first.substring(colon + 1).strip();
  }
}
