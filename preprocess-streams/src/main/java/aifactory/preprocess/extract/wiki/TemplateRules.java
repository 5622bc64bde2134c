package aifactory.preprocess.extract.wiki;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a reader sees of a template: the words of those that only dress words (language marks,
/// quotations, readings, units), nothing of the others (boxes, citations, notices).
final class TemplateRules {
  private static final String NOTHING = String.valueOf(Wikitext.DROPPED);

  /// Templates that show one of their unnamed parts, by its number.
  private static final Map<Integer, Set<String>> SHOWN =
      Map.of(
          1,
          Set.of(
              "nowrap",
              "nobr",
              "small",
              "smaller",
              "big",
              "larger",
              "nobold",
              "noitalic",
              "abbr",
              "tooltip",
              "quote",
              "blockquote",
              "cquote",
              "quotation",
              "bquote",
              "ill",
              "interlanguage link",
              "仮リンク",
              "link-en",
              "ruby",
              "ルビ",
              "読み仮名",
              "読み仮名 ruby不使用",
              "ふりがな",
              "nihongo",
              "nihongo2",
              "nihongo3",
              "sup",
              "sub",
              "val",
              "flag",
              "flagcountry",
              "plainlist",
              "em",
              "strong",
              "var",
              "code",
              "mono",
              "smallcaps",
              "sc",
              "sic",
              "linktext",
              "wikt-lang",
              "plain link",
              "gaps",
              "math",
              "mvar",
              "efn-text",
              "補助漢字フォント",
              "jis2004フォント",
              "cjkv",
              "indented plainlist",
              "verse translation",
              "poemquote",
              "lang2iso",
              "not a typo",
              "as written",
              "visible anchor",
              "vanchor",
              "anchor text",
              "underline",
              "strikethrough",
              "keypress",
              "key",
              "samp",
              "kbd"),
          2,
          Set.of(
              "lang",
              "transl",
              "transliteration",
              "color",
              "colour",
              "font color",
              "rtl-lang",
              "script",
              "langwithname",
              "hover",
              "resize"));

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("!", "|"),
          Map.entry("!!", "||"),
          Map.entry("(!", "{|"),
          Map.entry("!)", "|}"),
          Map.entry("!-", "|-"),
          Map.entry("=", "="),
          Map.entry("'", "'"),
          Map.entry("'s", "'s"),
          Map.entry("ndash", "–"),
          Map.entry("en dash", "–"),
          Map.entry("snd", " – "),
          Map.entry("spnd", " – "),
          Map.entry("spaced ndash", " – "),
          Map.entry("mdash", "—"),
          Map.entry("em dash", "—"),
          Map.entry("nbsp", " "),
          Map.entry("sp", " "),
          Map.entry("dot", " · "),
          Map.entry("·", " · "),
          Map.entry("middot", " · "),
          Map.entry("•", " • "),
          Map.entry("times", "×"),
          Map.entry("pi", "π"),
          Map.entry("(", "("),
          Map.entry(")", ")"),
          Map.entry("ellipsis", "…"),
          Map.entry("pipe", "|"));

  private static final Set<String> LISTS =
      Set.of("unbulleted list", "ubl", "bulleted list", "ordered list", "ublist", "plain list");
  private static final Set<String> ROWS =
      Set.of("hlist", "flatlist", "comma separated entries", "cslist");
  private static final Set<String> UNITS = Set.of("convert", "cvt");
  private static final Set<String> FRACTIONS = Set.of("frac", "fraction", "sfrac");
  private static final Set<String> DATES =
      Set.of(
          "birth date",
          "birth date and age",
          "death date",
          "start date",
          "end date",
          "film date",
          "生年月日と年齢",
          "生年月日",
          "死亡年月日と没年齢",
          "dob");
  private static final Pattern NAMED =
      Pattern.compile("\\s*[^=\\s\\[\\]<>{}]{1,40}\\s*=(?!=)[\\s\\S]*");
  private static final Pattern RANGE_WORD = Pattern.compile("to|-|–|and|by|x|×|or");

  private TemplateRules() {}

  /// What is seen.
  ///
  /// @param parts name first, parameters as written
  static String render(List<String> parts) {
    String raw = parts.getFirst().replace(NOTHING, "").strip();
    int colon = raw.indexOf(':');
    if (colon > 0) {
      String seen =
          function(
              raw.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              raw.substring(colon + 1),
              parts);
      if (seen != null) {
        return seen;
      }
    }
    String name = raw.toLowerCase(Locale.ROOT).replace('_', ' ').replaceFirst("^template:\\s*", "");
    String sign = SIGNS.get(name);
    if (sign != null) {
      return sign;
    }
    List<String> unnamed = unnamed(parts);
    return unnamed.isEmpty() ? NOTHING : words(name, unnamed);
  }

  private static String words(String name, List<String> unnamed) {
    if (name.startsWith("lang-") || name.startsWith("small-")) {
      return unnamed.getFirst();
    }
    for (Map.Entry<Integer, Set<String>> shown : SHOWN.entrySet()) {
      if (shown.getValue().contains(name)) {
        return unnamed.get(Math.min(shown.getKey(), unnamed.size()) - 1).strip();
      }
    }
    if (LISTS.contains(name)) {
      return "\n* " + String.join("\n* ", unnamed) + "\n";
    }
    if (ROWS.contains(name)) {
      return String.join(", ", unnamed);
    }
    if (UNITS.contains(name)) {
      return measure(unnamed);
    }
    if (FRACTIONS.contains(name)) {
      return fraction(unnamed);
    }
    if (DATES.contains(name)) {
      return date(unnamed);
    }
    return switch (name) {
      case "circa", "c.", "ca" -> "c. " + unnamed.getFirst();
      case "as of" -> "As of " + String.join(" ", unnamed);
      case "url", "official website" -> unnamed.size() > 1 ? unnamed.get(1) : unnamed.getFirst();
      case "usd", "us$" -> "US$" + unnamed.getFirst();
      case "formatnum" -> unnamed.getFirst();
      default -> NOTHING;
    };
  }

  /// Parser functions; null when the name is none.
  private static @org.jspecify.annotations.Nullable String function(
      String name, String first, List<String> parts) {
    String argument = first.strip();
    return switch (name) {
      case "lc", "lcfirst" -> argument.toLowerCase(Locale.ROOT);
      case "uc" -> argument.toUpperCase(Locale.ROOT);
      case "ucfirst", "formatnum", "nowrap", "plural" -> argument;
      case "#if" -> branch(parts, !argument.replace(NOTHING, "").isBlank());
      case "#ifexpr",
          "#ifeq",
          "#switch",
          "#invoke",
          "#expr",
          "#time",
          "#tag",
          "#ifexist",
          "#lst",
          "#section",
          "#property",
          "#coordinates",
          "defaultsort",
          "displaytitle",
          "デフォルトソート",
          "表示名",
          "int",
          "msg",
          "subst",
          "safesubst",
          "pagename",
          "namespace",
          "ns",
          "fullurl",
          "localurl",
          "anchorencode" ->
          NOTHING;
      default -> name.startsWith("#") ? NOTHING : null;
    };
  }

  private static String branch(List<String> parts, boolean condition) {
    int chosen = condition ? 1 : 2;
    return parts.size() > chosen ? parts.get(chosen).strip() : "";
  }

  private static List<String> unnamed(List<String> parts) {
    List<String> unnamed = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      String numbered = part.replaceFirst("^\\s*[12]\\s*=", "");
      if (numbered.length() < part.length() || !NAMED.matcher(part).matches()) {
        unnamed.add(numbered.strip());
      }
    }
    return unnamed;
  }

  /// `5|to|7|km|mi` → `5 to 7 km`
  private static String measure(List<String> unnamed) {
    int end = 1;
    while (end + 1 < unnamed.size() && RANGE_WORD.matcher(unnamed.get(end)).matches()) {
      end += 2;
    }
    return String.join(" ", unnamed.subList(0, Math.min(end + 1, unnamed.size())));
  }

  private static String fraction(List<String> unnamed) {
    return switch (unnamed.size()) {
      case 1 -> "1/" + unnamed.getFirst();
      case 2 -> unnamed.get(0) + "/" + unnamed.get(1);
      default -> unnamed.get(0) + " " + unnamed.get(1) + "/" + unnamed.get(2);
    };
  }

  private static String date(List<String> unnamed) {
    List<String> numbers =
        unnamed.stream().filter(part -> part.matches("\\d{1,4}")).limit(3).toList();
    return String.join(
        "-", numbers.stream().map(part -> part.length() < 2 ? "0" + part : part).toList());
  }
}
