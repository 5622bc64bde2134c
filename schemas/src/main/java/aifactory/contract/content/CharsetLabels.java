package aifactory.contract.content;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Names under which the web knows character sets (WHATWG Encoding Standard), each with the Java
/// charset that reads at least what browsers read under it.
///
/// `sjis` → `windows-31j`, whose name on the web is `Shift_JIS`
public final class CharsetLabels {
  // spotless:off : name on the web | Java's charset | further labels
  private static final String TABLE = """
      UTF-8|UTF-8|unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
      IBM866|IBM866|866 cp866 csibm866
      ISO-8859-2|ISO-8859-2|csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
      ISO-8859-3|ISO-8859-3|csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
      ISO-8859-4|ISO-8859-4|csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
      ISO-8859-5|ISO-8859-5|csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
      ISO-8859-6|ISO-8859-6|arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
      ISO-8859-7|ISO-8859-7|csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
      ISO-8859-8|ISO-8859-8|csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
      ISO-8859-13|ISO-8859-13|iso8859-13 iso885913
      ISO-8859-15|ISO-8859-15|csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
      ISO-8859-16|ISO-8859-16|
      KOI8-R|KOI8-R|cskoi8r koi koi8 koi8_r
      KOI8-U|KOI8-U|koi8-ru
      macintosh|x-MacRoman|csmacintosh mac x-mac-roman
      windows-874|x-windows-874|dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
      windows-1250|windows-1250|cp1250 x-cp1250
      windows-1251|windows-1251|cp1251 x-cp1251
      windows-1252|windows-1252|ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 x-user-defined
      windows-1253|windows-1253|cp1253 x-cp1253
      windows-1254|windows-1254|cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
      windows-1255|windows-1255|cp1255 x-cp1255
      windows-1256|windows-1256|cp1256 x-cp1256
      windows-1257|windows-1257|cp1257 x-cp1257
      windows-1258|windows-1258|cp1258 x-cp1258
      x-mac-cyrillic|x-MacUkraine|x-mac-ukrainian
      gb18030|GB18030|chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk hz-gb-2312
      Big5|Big5-HKSCS|big5-hkscs cn-big5 csbig5 x-x-big5
      EUC-JP|x-eucJP-Open|cseucpkdfmtjapanese x-euc-jp
      ISO-2022-JP|x-windows-iso2022jp|csiso2022jp
      Shift_JIS|windows-31j|csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932
      EUC-KR|x-windows-949|cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949
      UTF-16BE|UTF-16BE|unicodefffe
      UTF-16LE|UTF-16LE|csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
      """;
  // spotless:on

  private static final Map<String, Charset> BY_LABEL = new HashMap<>();
  private static final Map<Charset, String> NAMES = new HashMap<>();

  static {
    TABLE.lines().map(line -> line.split("\\|", -1)).forEach(CharsetLabels::add);
  }

  private CharsetLabels() {}

  private static void add(String... row) {
    if (!Charset.isSupported(row[1])) {
      return; // an incomplete Java platform
    }
    Charset charset = Charset.forName(row[1]);
    NAMES.put(charset, row[0]);
    BY_LABEL.put(row[0].toLowerCase(Locale.ROOT), charset);
    for (String label : row[2].split(" ")) {
      BY_LABEL.put(label, charset);
    }
  }

  /// The charset that a label stands for, if it is one. What the web does not know is asked of
  /// Java.
  public static Optional<Charset> named(String label) {
    String key = label.strip().toLowerCase(Locale.ROOT);
    Charset known = BY_LABEL.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return key.isEmpty() || !Charset.isSupported(key)
          ? Optional.empty()
          : Optional.of(Charset.forName(key)).filter(Charset::canEncode); // others only guess
    } catch (IllegalArgumentException e) { // not even the form of a name
      return Optional.empty();
    }
  }

  /// Name of a charset on the web.
  public static String nameOf(Charset charset) {
    return NAMES.getOrDefault(charset, charset.name());
  }
}
