package aifactory.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChunkGridTest {
  private final ChunkGrid grid = new ChunkGrid(64);

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
  void largeModelsHaveShortChunksUnlessSetOtherwise() {
    assertThat(ChunkGrid.of(0, 1_000_000).tokens()).isEqualTo(64);
    assertThat(ChunkGrid.of(0, 134_000_000).tokens()).isEqualTo(64);
    assertThat(ChunkGrid.of(0, 500_000_000).tokens()).isEqualTo(16);
    assertThat(ChunkGrid.of(0, 7_000_000_000L).tokens()).isEqualTo(16);
    assertThat(ChunkGrid.of(128, 7_000_000_000L).tokens()).isEqualTo(128);
  }
}
