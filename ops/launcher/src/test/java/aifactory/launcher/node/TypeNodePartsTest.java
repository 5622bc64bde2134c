package aifactory.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.launcher.part.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TypeNodePartsTest {
  @Test
  void theServicesAndTheFurtherNodesAreTwentyFour() {
    List<Part> parts = TypeNodeParts.in(Path.of("/home"), Map.of(), Set.of("kafka"));

    assertThat(parts).hasSize(24 - 5);
    assertThat(Stream.of(NodeType.values()).map(NodeType::nodes))
        .containsExactly(4, 4, 6, 2, 3, 1, 2, 2);
    assertThat(parts.stream().map(Part::name))
        .doesNotHaveDuplicates()
        .contains("encoder-1", "sensing-4");
    assertThat(parts).allMatch(part -> part.after().equals(Set.of("kafka")));
  }
}
