package aifactory.trainer.portable;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.checkpoint.DerivedLicence;
import aifactory.trainer.checkpoint.JournalEntry;
import aifactory.trainer.checkpoint.RunForm;
import aifactory.trainer.gguf.GgufException;
import aifactory.trainer.gguf.GgufFile;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.vocabulary.GgufVocabulary;
import aifactory.trainer.vocabulary.VocabularyException;
import aifactory.trainer.vocabulary.VocabularyFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a model from whatever it lies in: a Hugging Face directory, a checkpoint of this factory,
/// a `.gguf` or a llama2.c `.bin`.
public final class ModelFiles {
  private static final List<String> PICKLES = List.of(".pt", ".pth", ".ckpt", ".pkl", ".pickle");

  private ModelFiles() {}

  static boolean isPickle(String name) {
    return PICKLES.stream().anyMatch(name::endsWith) || name.matches("pytorch_model.*\\.bin");
  }

  /// Reads a model.
  ///
  /// @param tokenizer file or directory of a tokenizer that is not beside the weights
  /// @throws RefusedModelException saying why not, naming the tensor
  public static PortableModel read(Path from, Optional<Path> tokenizer) throws IOException {
    if (!Files.exists(from)) {
      throw new RefusedModelException(from + " does not exist");
    }
    try {
      if (Files.isDirectory(from)) {
        return directory(from, tokenizer);
      }
      return file(from, tokenizer);
    } catch (GgufException | VocabularyException e) {
      throw new RefusedModelException(from.getFileName() + ": " + e.getMessage());
    }
  }

  private static PortableModel directory(Path from, Optional<Path> tokenizer) throws IOException {
    if (Files.exists(from.resolve("checkpoint.json"))) {
      return checkpoint(from);
    }
    if (Files.exists(from.resolve(HuggingFaceFolder.CONFIGURATION))) {
      return huggingFace(from, tokenizer);
    }
    List<Path> models = wholeModels(from);
    if (models.size() == 1) {
      return file(models.getFirst(), tokenizer);
    }
    throw new RefusedModelException(
        models.isEmpty()
            ? "%s holds no model: neither a Hugging Face directory with its %s nor a .gguf or llama2.c .bin"
                .formatted(from, HuggingFaceFolder.CONFIGURATION)
            : "%s holds several models, name one: %s"
                .formatted(from, models.stream().map(Path::getFileName).toList()));
  }

  /// Files of a directory that hold a model each.
  private static List<Path> wholeModels(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> {
            String name = file.getFileName().toString();
            return name.endsWith(".gguf")
                || name.endsWith(".bin") && !isPickle(name) && !name.startsWith("tok");
          })
          .sorted()
          .toList();
    }
  }

  private static PortableModel file(Path from, Optional<Path> tokenizer) throws IOException {
    String name = from.getFileName().toString();
    if (isPickle(name)) {
      throw new RefusedModelException(
          name + " is a pickle, which can run code when read, and never is");
    }
    if (name.endsWith(".gguf")) {
      return gguf(from, tokenizer);
    }
    if (name.endsWith(".bin")) {
      return llama2c(from, tokenizer);
    }
    throw new RefusedModelException(
        name + " is of no known kind; known are Hugging Face directories, .gguf, llama2.c .bin");
  }

  private static PortableModel huggingFace(Path from, Optional<Path> tokenizer) throws IOException {
    var model = HuggingFaceFolder.configuration(from);
    String json =
        VocabularyFolder.of(tokenizer.orElse(from)); // says what it looked for when there is none
    return new PortableModel(
        model,
        HuggingFaceFolder.weights(from),
        json,
        HuggingFaceFolder.use(from),
        origin(from, "hugging-face"));
  }

  private static Origin origin(Path from, String format) throws IOException {
    Path manifest = from.resolve("artifact_manifest.json");
    String name = from.toAbsolutePath().normalize().getFileName().toString();
    if (!Files.exists(manifest)) {
      return Origin.foreign(format, name, "unspecified");
    }
    JsonNode papers = CanonicalJson.read(Files.readString(manifest), JsonNode.class);
    return Origin.foreign(format, name, papers.path("license").asText("unspecified"));
  }

  private static PortableModel gguf(Path from, Optional<Path> tokenizer) throws IOException {
    try (GgufFile file = GgufFile.open(from)) {
      GgufModel.Content content = GgufModel.read(file, from.getFileName().toString());
      String json =
          tokenizer.isPresent() ? VocabularyFolder.of(tokenizer.get()) : GgufVocabulary.json(file);
      return new PortableModel(
          content.model(),
          content.weights(),
          json,
          content.use(),
          Origin.foreign(
              "gguf",
              from.getFileName().toString(),
              file.text("general.license").orElse("unspecified")));
    }
  }

  private static PortableModel llama2c(Path from, Optional<Path> tokenizer) throws IOException {
    Llama2cFile.Content content = Llama2cFile.read(from);
    Path vocabulary =
        tokenizer.orElseGet(() -> from.toAbsolutePath().resolveSibling("tokenizer.bin"));
    if (!Files.exists(vocabulary)) {
      throw new RefusedModelException(
          "a llama2.c model holds no tokenizer: name its file with --tokenizer");
    }
    return new PortableModel(
        content.model(),
        content.weights(),
        VocabularyFolder.of(vocabulary),
        new TokenUse(1, List.of(1, 2), null), // llama2.c ends a text at the next beginning
        Origin.foreign("llama2.c", from.getFileName().toString(), "unspecified"));
  }

  /// `checkpoints/<hash>` of a model store; its tokenizer lies in `tokenizers/`.
  private static PortableModel checkpoint(Path from) throws IOException {
    Path directory = from.toRealPath();
    Path store = Objects.requireNonNull(Objects.requireNonNull(directory.getParent()).getParent());
    Checkpoint checkpoint = new CheckpointStore(store).load(directory.getFileName().toString());
    Path tokenizer = store.resolve("tokenizers").resolve(checkpoint.tokenizerHash() + ".json");
    return new PortableModel(
        checkpoint.model(),
        new java.util.TreeMap<>(checkpoint.state().weights()),
        VocabularyFolder.of(tokenizer),
        new TokenUse(
            null, List.of(SpecialToken.END_OF_TEXT.id(), SpecialToken.TURN_END.id()), null),
        new Origin(
            "checkpoint",
            directory.getFileName().toString(),
            DerivedLicence.of(checkpoint),
            checkpoint.journal().stream().map(JournalEntry::datasetId).distinct().toList(),
            Map.of(
                "checkpoint_hash", directory.getFileName().toString(),
                "run_id", checkpoint.runId(),
                "step", Long.toString(checkpoint.state().step()),
                "tokens_seen", Long.toString(checkpoint.tokensSeen())),
            RunForm.of(checkpoint)));
  }
}
