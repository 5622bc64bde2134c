package aifactory.console.browser;

import aifactory.browser.Tab;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// axe-core, run in a tab: what keeps people from using the page.
public final class Axe {
  private static final String SCRIPT = script();

  /// Findings as rule, place, place; serious and critical ones only.
  private static final String RUN =
      """
      axe.run(document, {resultTypes: ['violations'], runOnly: %s}).then(found => found.violations
        .filter(each => ['serious', 'critical'].includes(each.impact))
        .map(each => each.id + ': ' + each.nodes.slice(0, 3).map(node => node.target.join(' ') + ' '
          + node.any.map(one => one.message).join(' ')).join('; ')))
      """;

  /// Every rule of WCAG 2 up to AA.
  private static final String ALL = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

  /// What can differ when only words and colours change.
  private static final String WORDS_AND_COLOURS =
      "{type: 'rule', values: ['color-contrast', 'button-name', 'link-name', 'label',"
          + " 'html-has-lang', 'html-lang-valid', 'select-name', 'document-title']}";

  private Axe() {}

  /// Serious findings on the page as it is now.
  public static List<String> findings(Tab page) {
    return findings(page, ALL);
  }

  /// Serious findings that another language or light could make.
  public static List<String> findingsOfWordsAndColours(Tab page) {
    return findings(page, WORDS_AND_COLOURS);
  }

  private static List<String> findings(Tab page, String rules) {
    if (!page.value("typeof axe !== 'undefined'").asBoolean()) {
      page.value(SCRIPT + "; true");
    }
    List<String> findings = new ArrayList<>();
    for (JsonNode each : page.value(RUN.formatted(rules))) {
      findings.add(each.asText());
    }
    return findings;
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
