package aifactory.inference.session;

import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.StaticEmbedding;
import aifactory.inference.embed.VectorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Opens the folder of an embedding model by what lies in it: sentence-transformer ONNX
/// (`onnx/model.onnx` or `model.onnx`), or static vectors (`model.safetensors` with a matrix
/// `embeddings`); both with `tokenizer.json`.
public final class EmbeddingFolder {
  private static final List<String> GRAPHS = List.of("onnx/model.onnx", "model.onnx");

  private EmbeddingFolder() {}

  /// @param nativeCache where the tokenizer's native library is unpacked
  /// @throws IllegalArgumentException saying what is missing
  public static Embedding open(Path folder, Path nativeCache, int threads) {
    Path tokenizer = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(tokenizer)) {
      throw new IllegalArgumentException("no tokenizer.json in " + folder);
    }
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    Optional<Path> graph =
        GRAPHS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    if (graph.isPresent()) {
      return SentenceEncoder.open(name, graph.get(), tokenizer, nativeCache, threads);
    }
    Path vectors = folder.resolve("model.safetensors");
    if (!Files.isRegularFile(vectors)) {
      throw new IllegalArgumentException("neither model.onnx nor model.safetensors in " + folder);
    }
    VectorTable table = VectorTable.read(vectors);
    TextEncoder encoder = TextEncoder.open(tokenizer, nativeCache);
    return new StaticEmbedding(
        name, table, encoder::encode, encoder.unknownToken(), encoder::close);
  }
}
