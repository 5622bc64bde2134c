package aifactory.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `-Dreference.write=true` writes the pages anew.
final class ReferencePagesTest {
  private static final Path ROOT = Path.of(System.getProperty("factory.root"));
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void configurationPageIsWhatTheServicesSay() throws IOException {
    Path page = ROOT.resolve("docs/reference/configuration.md");
    String rendered = ConfigurationPage.render(ROOT);
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(page, rendered);
    }
    assertThat(page).hasContent(rendered);
  }

  @Test
  void everyLinkBetweenPagesLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path page : files.filter(ReferencePagesTest::isOurPage).toList()) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          String target = link.group(1);
          if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
            broken.add(ROOT.relativize(page) + " -> " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean isOurPage(Path file) {
    String path = ROOT.relativize(file).toString();
    return path.endsWith(".md") && !path.contains("target/") && !path.startsWith(".");
  }
}
