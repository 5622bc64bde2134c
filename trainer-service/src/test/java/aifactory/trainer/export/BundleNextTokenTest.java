package aifactory.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.BundleLayout;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.engine.EngineSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleNextTokenTest {
  @TempDir Path home;

  @Test
  void whatRowsHaveInCommonIsReadOnceAndExpectedAsIfReadAnew() throws Exception {
    Checkpoint checkpoint = TinyBundle.trained(home, 3);
    ExportedBundle exported =
        new OnnxExporter(home, EngineSettings.ofThreads(1), MatrixStorage.FP32)
            .export(checkpoint, TinyBundle.tokenizer().json(), TinyBundle.order());
    Path bundle = BundleLayout.resolve(home, exported.location());
    int[] first = IntStream.range(10, 40).toArray();
    int[] second = first.clone();
    Arrays.fill(second, 20, 30, 77);
    try (BundleNextToken going = new BundleNextToken(bundle, 1)) {
      same(going.afterEach(first, 19), anew(bundle, first, 19));
      same(going.afterEach(second, 19), anew(bundle, second, 19));
      same(going.afterEach(first, 5), anew(bundle, first, 5));
      int[] shorter = Arrays.copyOf(first, 12);
      same(new float[][] {going.after(shorter)}, anew(bundle, shorter, 11));
      same(new float[][] {going.after(shorter)}, anew(bundle, shorter, 11));
    }
  }

  private static float[][] anew(Path bundle, int[] tokens, int from) {
    try (BundleNextToken fresh = new BundleNextToken(bundle, 1)) {
      return Arrays.copyOfRange(fresh.afterEach(tokens, 0), from, tokens.length);
    }
  }

  private static void same(float[][] given_NV, float[][] wanted_NV) {
    assertThat(given_NV).hasNumberOfRows(wanted_NV.length);
    for (int n = 0; n < wanted_NV.length; n++) {
      assertThat(given_NV[n]).containsExactly(wanted_NV[n], Offset.offset(1e-4f));
    }
  }
}
