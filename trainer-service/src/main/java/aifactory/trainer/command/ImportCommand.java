package aifactory.trainer.command;

import aifactory.contract.manifest.NodeType;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import java.nio.file.Path;
import java.time.InstantSource;

/// Reads somebody's model, checks it, and writes it as a directory that every other command reads.
final class ImportCommand implements Command {
  @Override
  public String help() {
    return """
    usage: ./factory import --from DIR|FILE [--tokenizer FILE] --out DIR

    Reads a model and writes it as a Hugging Face directory (32-bit safetensors, config.json,
    tokenizer.json, papers). A damaged or unknown file is refused, naming the tensor; a pickle
    is never read.

      --from DIR|FILE    Hugging Face directory of a Llama, Mistral, Qwen2 or Qwen3 (safetensors,
                         one file or several); .gguf (F32, F16, BF16, Q8_0, Q4_0, Q4_K);
                         llama2.c .bin; a checkpoint of this factory
      --tokenizer FILE   tokenizer where it is not with the weights: tokenizer.json,
                         SentencePiece .model, llama2.c tokenizer.bin, .gguf, or a directory
                         with vocab.json and merges.txt
      --out DIR          new directory
      --artifact-name N  name in the manifest
      --threads N        threads of the comparison (default 1)
    """;
  }

  @Override
  public void run(Words words, Console console) throws Exception {
    console.err().println("reading " + words.required("--from"));
    PortableModel model =
        ModelFiles.read(words.path("--from"), words.option("--tokenizer").map(Path::of));
    ArtifactPapers papers =
        new ArtifactPapers(
            words.option("--artifact-name").orElse(""), NodeType.INFERENCE, InstantSource.system());
    new PortableExport(words.whole("--threads", 1, 1), papers)
        .export(model, new PortableExport.Order(ExportFormat.HF, "F32"), words.path("--out"));
    console
        .err()
        .printf(
            "%s: %,d parameters, %d layers, vocabulary %d, weights %s%n",
            words.required("--out"),
            model.model().parameters(),
            model.model().layers(),
            model.model().vocabularySize(),
            model.weightsHash());
  }
}
