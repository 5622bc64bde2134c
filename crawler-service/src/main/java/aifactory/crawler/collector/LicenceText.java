package aifactory.crawler.collector;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells a licence by its text, as far as the usual ones go.
final class LicenceText {
  /// Tag by what its text says; the first that fits.
  private static final Map<String, Pattern> SAYS = new LinkedHashMap<>();

  static {
    says("agpl-3.0", "gnu affero general public license");
    says("lgpl", "gnu (lesser|library) general public license");
    says("gpl-3.0", "gnu general public license\\W+version 3");
    says("gpl-2.0", "gnu general public license\\W+version 2");
    says("apache-2.0", "apache license\\W+version 2\\.0");
    says("mpl-2.0", "mozilla public license,?\\W+version 2\\.0");
    says("epl-2.0", "eclipse public license\\W+v(ersion)? ?2\\.0");
    says("cc0-1.0", "cc0 1\\.0 universal");
    says("cc-by-nc-sa-4.0", "attribution-noncommercial-sharealike 4\\.0");
    says("cc-by-nc-4.0", "attribution-noncommercial 4\\.0");
    says("cc-by-nd-4.0", "attribution-noderivatives 4\\.0");
    says("cc-by-sa-4.0", "attribution-sharealike 4\\.0");
    says("cc-by-4.0", "attribution 4\\.0 international");
    says("gfdl-1.3", "gnu free documentation license");
    says("unlicense", "this is free and unencumbered software");
    says("isc", "permission to use, copy, modify, and(/or)? distribute this software for any");
    says("mit", "permission is hereby granted, free of charge");
    says("bsd", "redistribution and use in source and binary forms");
  }

  private LicenceText() {}

  private static void says(String tag, String words) {
    SAYS.put(tag, Pattern.compile(words));
  }

  static Optional<String> tag(String text) {
    String flat = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return SAYS.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(flat).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
