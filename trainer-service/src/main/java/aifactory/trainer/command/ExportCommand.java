package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes a model in a format of others.
final class ExportCommand implements Command {
  private static final String EIGHT_BITS = "8 bits";

  @Override
  public String help() {
    return """
    usage: ./factory export --model DIR --format hf|gguf|onnx [--quantize TYPE] --out PATH

    Writes a model with card, manifest and parity report. What does not compute what the model
    does is not published. Prints the parity report as JSON.

      --model DIR          what import wrote, a checkpoint, a Hugging Face directory, a .gguf
      --format FORMAT      hf, gguf or onnx
      --quantize [TYPE]    hf: F16; gguf: F16 Q8_0 Q4_0 Q4_K; onnx: int8 int4 (default: 32 bits);
                           without a type 8 bits: gguf Q8_0, onnx int8
      --precision TYPE     the same, as a manifest writes it (fp32, fp16, int8, int4, q8_0, q4_0,
                           q4_k)
      --out PATH           new directory; with gguf also a file NAME.gguf, its papers beside it
      --artifact-name N    name in the manifest, COMPONENT-BASE-PURPOSE-vMAJOR or one of the artifact
                           list (default: made of node type, model, source and time)
      --privacy-level L    none; dp and secure-agg do not exist yet and are refused
      --node-type T        sensing, encoder, inference (default), decision, memory, trainer,
                           aggregator or management
      --threads N          threads of the comparison (default 1)
    """;
  }

  @Override
  public Map<String, String> implied() {
    return Map.of("--quantize", EIGHT_BITS);
  }

  @Override
  public void run(Words words, Console console) throws Exception {
    ExportFormat format = ExportFormat.named(words.required("--format"));
    String type = format.type(type(words, format));
    ArtifactPapers papers = papers(words);
    PortableModel model = ModelFiles.read(words.path("--model"), Optional.empty());
    console.err().println("writing " + words.required("--out"));
    PortableExport.Order order = new PortableExport.Order(format, type);
    var parity =
        new PortableExport(words.whole("--threads", 1, 1), papers)
            .export(model, order, words.path("--out"));
    console.answerLine(CanonicalJson.write(papers.parity(model, order, parity)));
  }

  /// Wrong names are told before the model is read.
  private static ArtifactPapers papers(Words words) {
    try {
      TrainingForm.privacy(words.option("--privacy-level").orElse("none"));
      return new ArtifactPapers(
          words.option("--artifact-name").orElse(""),
          NodeType.named(words.option("--node-type").orElse(NodeType.INFERENCE.label())),
          InstantSource.system());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> type(Words words, ExportFormat format) {
    Optional<String> precision =
        words
            .option("--precision")
            .map(name -> Map.of("fp32", "F32", "fp16", "F16").getOrDefault(name, name))
            .map(name -> name.toUpperCase(Locale.ROOT));
    Optional<String> quantize =
        words
            .option("--quantize")
            .map(name -> name.equals(EIGHT_BITS) ? eightBits(format) : name)
            .map(name -> name.toUpperCase(Locale.ROOT));
    if (quantize.equals(Optional.of("QAT"))) {
      throw new UsageException(
          "--quantize qat does not exist yet: weights are quantized after training, never during it");
    }
    if (quantize.isPresent() && precision.isPresent() && !quantize.equals(precision)) {
      throw new UsageException("--quantize and --precision contradict each other");
    }
    return quantize.or(() -> precision);
  }

  private static String eightBits(ExportFormat format) {
    return switch (format) {
      case GGUF -> "Q8_0";
      case ONNX -> "INT8";
      case HF -> throw new UsageException("--quantize: hf is written in 32 or 16 bits only");
    };
  }
}
