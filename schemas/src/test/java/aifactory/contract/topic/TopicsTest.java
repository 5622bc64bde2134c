package aifactory.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopicsTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("factory.root")).resolve("docs/reference/topics.md");

  @Test
  void catalogueHoldsEveryConstant() {
    List<Object> constants =
        Arrays.stream(Topics.class.getFields())
            .filter(
                field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class)
            .map(TopicsTest::valueOf)
            .toList();

    assertThat(constants).containsExactlyInAnyOrderElementsOf(Topics.ALL);
  }

  @Test
  void namesAreUniqueAndLowerCase() {
    assertThat(Topics.ALL).extracting(Topic::name).doesNotHaveDuplicates();
    assertThat(Topics.ALL).allSatisfy(topic -> assertThat(topic.name()).matches("[a-z]+\\.[a-z]+"));
  }

  /// `./mvnw -pl schemas test -Dtest=TopicsTest -Dreference.write=true` writes the page anew.
  @Test
  void referencePageIsWhatTheCatalogueSays() throws IOException {
    String page = TopicsPage.render();
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(REFERENCE, page);
    }
    assertThat(REFERENCE).hasContent(page);
  }

  private static Object valueOf(java.lang.reflect.Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
