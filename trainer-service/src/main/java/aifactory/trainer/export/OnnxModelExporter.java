package aifactory.trainer.export;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Path;

/// Writes a bundle that this factory's inference, or any program with ONNX Runtime, can run.
public final class OnnxModelExporter implements ModelExporter {
  private final MatrixStorage storage;

  public OnnxModelExporter(MatrixStorage storage) {
    this.storage = storage;
  }

  @Override
  public void write(PortableModel portable, Path directory) throws IOException {
    ModelConfiguration model = portable.model();
    GenerationConfiguration generation =
        new GenerationConfiguration(
            model.name(),
            model.parameters(),
            model.vocabularySize(),
            model.contextTokens(),
            model.layers(),
            model.keyValueHeads(),
            HeadPadding.paddedWidth(model),
            begins(portable) ? portable.use().beginId() : null,
            portable.use().endIds(),
            portable.use().chatTemplate());
    OnnxFiles.write(
        directory,
        new OnnxFiles.Content(model, portable.weights(), portable.tokenizerJson(), generation),
        storage);
  }

  /// Qwen's configuration names a beginning that its tokenizer never puts there.
  private static boolean begins(PortableModel portable) {
    return new TokenTexts(portable.tokenizerJson())
        .json()
        .path("post_processor")
        .path("type")
        .asText()
        .equals("TemplateProcessing");
  }

  @Override
  public NextToken open(Path directory, int threads) {
    return new BundleNextToken(directory, threads);
  }
}
