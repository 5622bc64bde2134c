package aifactory.trainer.export;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The files of a bundle that its identity is made of.
final class OnnxFiles {
  private OnnxFiles() {}

  /// What a bundle computes and speaks.
  record Content(
      ModelConfiguration model,
      Map<String, Tensor> weights,
      String tokenizerJson,
      GenerationConfiguration generation) {}

  /// Writes graph, weights, tokenizer and generation configuration into an empty directory.
  static void write(Path directory, Content content, MatrixStorage storage) throws IOException {
    byte[] graph;
    try (ExternalWeights data = new ExternalWeights(directory)) {
      graph =
          new DecoderGraphWriter(content.model(), content.weights(), data, storage)
              .write()
              .toByteArray();
    }
    Files.write(directory.resolve(BundleLayout.GRAPH), graph);
    Files.write(
        directory.resolve(BundleLayout.TOKENIZER),
        content.tokenizerJson().getBytes(StandardCharsets.UTF_8));
    DurableFile.write(
        directory.resolve(BundleLayout.GENERATION), CanonicalJson.write(content.generation()));
  }
}
