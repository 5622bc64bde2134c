package aifactory.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.GenerationConfiguration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkGridTest {
  private final ChunkGrid grid = ChunkGrid.even(64, 1000);

  @Test
  void promptsAreCutAtMultiplesAndTheLastChunkIsWhatIsLeft() {
    assertThat(grid.chunk(0, 150)).isEqualTo(64);
    assertThat(grid.chunk(64, 150)).isEqualTo(64);
    assertThat(grid.chunk(128, 150)).isEqualTo(22);
    assertThat(grid.chunk(0, 5)).isEqualTo(5);
  }

  @Test
  void aBeginningIsReusedUpToACutAndNeverToTheEnd() {
    assertThat(grid.reusable(150, 1000)).isEqualTo(128);
    assertThat(grid.reusable(128, 128)).isEqualTo(64);
    assertThat(grid.reusable(63, 1000)).isZero();
  }

  @Test
  void theWindowEndsTheLastChunk() {
    assertThat(ChunkGrid.even(64, 100).chunk(64, 500)).isEqualTo(36);
  }

  @Test
  void largeModelsHaveShortChunksAndManyThreadsLongOnes() {
    assertThat(first(1, 1_000_000)).isEqualTo(64);
    assertThat(first(1, 134_000_000)).isEqualTo(48);
    assertThat(first(2, 134_000_000)).isEqualTo(64);
    assertThat(first(2, 500_000_000)).isEqualTo(24);
    assertThat(first(64, 7_000_000_000L)).isEqualTo(8);
  }

  @Test
  void chunksAreShorterWhereMoreLiesBeforeThem() {
    ChunkGrid fitting = ChunkGrid.fitting(model(76_000_000), 1, 8192);
    List<Integer> chunks = new ArrayList<>();
    for (int from = 0; from < 8192; from += chunks.getLast()) {
      chunks.add(fitting.chunk(from, 8192));
    }
    assertThat(chunks.subList(0, chunks.size() - 1))
        .isSortedAccordingTo(Comparator.reverseOrder())
        .startsWith(64)
        .endsWith(16)
        .allMatch(tokens -> tokens % 8 == 0);
    assertThat(chunks.stream().mapToInt(tokens -> tokens).sum()).isEqualTo(8192);
  }

  private static int first(int threads, long parameters) {
    return ChunkGrid.fitting(model(parameters), threads, 4096).chunk(0, 4096);
  }

  private static GenerationConfiguration model(long parameters) {
    return new GenerationConfiguration(
        "any", parameters, 320, 8192, 12, 4, 64, null, List.of(2), null);
  }
}
