package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Writes a model in a format of others.
final class ExportCommand implements Command {
  @Override
  public String help() {
    return """
    usage: ./factory export --model DIR --format hf|gguf|onnx [--quantize TYPE] --out PATH

    Writes a model with card, manifest and parity report. What does not compute what the model
    does is not published. Prints the parity report as JSON.

      --model DIR          what import wrote, a checkpoint, a Hugging Face directory, a .gguf
      --format FORMAT      hf, gguf or onnx
      --quantize TYPE      hf: F16; gguf: F16 Q8_0 Q4_0 Q4_K; onnx: int8 int4 (default: 32 bits)
      --precision TYPE     the same, by its other name (fp32, fp16)
      --out PATH           new directory; with gguf also a file NAME.gguf, its papers beside it
      --artifact-name N    name in the manifest
      --privacy-level L    none; dp and secure-agg do not exist yet and are refused
      --node-type T        group of machines it is for (default lm-inference)
      --threads N          threads of the comparison (default 1)
    """;
  }

  @Override
  public void run(Words words, Console console) throws Exception {
    ExportFormat format = ExportFormat.named(words.required("--format"));
    String type = format.type(type(words));
    String privacy = words.option("--privacy-level").orElse("none");
    if (!privacy.equals("none")) {
      throw new UsageException(
          "--privacy-level " + privacy + " does not exist yet: no such training was done");
    }
    PortableModel model = ModelFiles.read(words.path("--model"), Optional.empty());
    ArtifactPapers papers =
        new ArtifactPapers(
            words.option("--artifact-name").orElse(""),
            privacy,
            words.option("--node-type").orElse("lm-inference"),
            InstantSource.system());
    console.err().println("writing " + words.required("--out"));
    PortableExport.Order order = new PortableExport.Order(format, type);
    var parity =
        new PortableExport(words.whole("--threads", 1, 1), papers)
            .export(model, order, words.path("--out"));
    console.answerLine(CanonicalJson.write(papers.parity(model, order, parity)));
  }

  private static Optional<String> type(Words words) {
    Optional<String> precision =
        words
            .option("--precision")
            .map(name ->
                Map.of("fp32", "F32", "fp16", "F16", "q4_k", "Q4_K").getOrDefault(name, name));
    return words.option("--quantize").or(() -> precision);
  }
}
