package aifactory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The serving benchmark's models, made once and kept under `target`: GGUF files by the peer, and
/// bundles that `./factory import` and `export` make of the same weights.
///
/// @param root of the source tree
/// @param peer writes them
record ServingModels(Path root, PythonPeer peer) {
  private static final String SPELLING_WORDS =
      "inference-service/src/test/resources/tiny-bundle/tokenizer.json";

  Path gguf(ServingShape shape, String type) throws IOException, InterruptedException {
    Path file = folder().resolve(shape.label() + "-" + type + ".gguf");
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling("unfinished");
      peer.run("write", shape.json(), unfinished.toString(), type);
      Files.move(unfinished, file);
    }
    return file;
  }

  Path bundle(ServingShape shape, String type) throws IOException, InterruptedException {
    Path bundle = folder().resolve(shape.label() + "-" + type);
    if (!Files.exists(bundle)) {
      new FactoryRun(root)
          .of(
              "export",
              "--model",
              model(shape).toString(),
              "--format",
              "onnx",
              "--quantize",
              type.equals("fp32") ? "F32" : type,
              "--out",
              bundle.toString());
    }
    return bundle;
  }

  /// A GGUF file with its vocabulary, as `./factory export` writes it.
  Path spellingGguf(String type) throws IOException, InterruptedException {
    Path file = folder().resolve("spelling-export-" + type + ".gguf");
    if (!Files.exists(file)) {
      new FactoryRun(root)
          .of(
              "export",
              "--model",
              model(ServingShape.SPELLING).toString(),
              "--format",
              "gguf",
              "--quantize",
              type.equals("fp32") ? "F32" : "Q8_0",
              "--out",
              file.toString());
    }
    return file;
  }

  private Path words(ServingShape shape) throws IOException, InterruptedException {
    if (!ServingShape.OF_ENGINES.contains(shape)) { // a server has to spell
      return root.resolve(SPELLING_WORDS);
    }
    Path words = folder().resolve("tokenizer.json");
    peer.run("vocabulary", shape.json(), words.toString());
    return words;
  }

  private Path model(ServingShape shape) throws IOException, InterruptedException {
    Path model = folder().resolve(shape.label());
    if (!Files.exists(model)) {
      new FactoryRun(root)
          .of(
              "import",
              "--from",
              gguf(shape, "fp32").toString(),
              "--tokenizer",
              words(shape).toString(),
              "--out",
              model.toString());
    }
    return model;
  }

  private Path folder() throws IOException {
    return Files.createDirectories(root.resolve("ops/bench/target/serving"));
  }
}
