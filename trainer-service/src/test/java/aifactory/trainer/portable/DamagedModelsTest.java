package aifactory.trainer.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.manifest.NodeType;
import aifactory.trainer.checkpoint.Safetensors;
import aifactory.trainer.export.ArtifactPapers;
import aifactory.trainer.export.ExportFormat;
import aifactory.trainer.export.PortableExport;
import aifactory.trainer.model.Attention;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is wrong with a model's files, the refusal names it.
class DamagedModelsTest {
  private static final String TENSOR = "model.layers.1.mlp.up_proj.weight";
  @TempDir Path scratch;
  private Path folder = Path.of("");
  private Path gguf = Path.of("");

  @BeforeEach
  void writeWholeModels() throws IOException {
    folder = scratch.resolve("whole");
    gguf = scratch.resolve("whole.gguf");
    PortableModel model = ForeignModels.model("whole", true, Attention.plain(16));
    ArtifactPapers papers = new ArtifactPapers("", NodeType.INFERENCE, InstantSource.system());
    PortableExport export = new PortableExport(1, papers);
    export.export(model, new PortableExport.Order(ExportFormat.HF, "F32"), folder);
    export.export(model, new PortableExport.Order(ExportFormat.GGUF, "F32"), gguf);
  }

  private void refused(Path from, String... reasons) {
    var refusal =
        assertThatThrownBy(() -> ModelFiles.read(from, Optional.empty()))
            .isInstanceOf(RefusedModelException.class);
    for (String reason : reasons) {
      refusal.hasMessageContaining(reason);
    }
  }

  private void withTensors(java.util.function.Consumer<SortedMap<String, Tensor>> change)
      throws IOException {
    Path file = folder.resolve("model.safetensors");
    SortedMap<String, Tensor> tensors = new TreeMap<>(Safetensors.read(file));
    change.accept(tensors);
    Files.delete(file);
    Safetensors.write(file, tensors, Map.of());
  }

  private static void cut(Path file, double share) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate((long) (Files.size(file) * share));
    }
  }

  @Test
  void truncatedSafetensors() throws IOException {
    cut(folder.resolve("model.safetensors"), 0.9);
    refused(folder, "file ends inside tensor model.");
  }

  @Test
  void truncatedGguf() throws IOException {
    cut(gguf, 0.8);
    refused(gguf, "file ends inside", "blk.");
  }

  @Test
  void aGgufThatEndsInItsMetadata() throws IOException {
    cut(gguf, 0.01);
    refused(gguf, "file ends inside");
  }

  @Test
  void notANumber() throws IOException {
    withTensors(
        tensors -> java.util.Objects.requireNonNull(tensors.get(TENSOR)).values()[7] = Float.NaN);
    refused(folder, TENSOR, "NaN", "index 7");
  }

  @Test
  void aTensorOfAnotherShape() throws IOException {
    withTensors(
        tensors -> tensors.put(TENSOR, new Tensor(new long[] {2, 2}, new float[] {1, 2, 3, 4})));
    refused(folder, TENSOR, "shape [2, 2]");
  }

  @Test
  void aTensorThatIsMissingOrUnknown() throws IOException {
    withTensors(tensors -> tensors.remove(TENSOR));
    refused(folder, TENSOR + " is missing");
    withTensors(tensors -> tensors.put(TENSOR, new Tensor(new long[] {96, 64}, new float[6144])));
    withTensors(tensors -> tensors.put("extra.weight", new Tensor(new long[] {1}, new float[1])));
    refused(folder, "extra.weight is not part");
  }

  @Test
  void offsetsOutsideTheFile() throws IOException {
    Path file = folder.resolve("model.safetensors");
    String header =
        "{\"" + TENSOR + "\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[1000000,1000016]}}";
    byte[] bytes = new byte[8 + header.length()];
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length())
        .put(header.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Files.write(file, bytes);
    refused(folder, "file ends inside tensor " + TENSOR);
  }

  @Test
  void aVocabularyOfAnotherModel() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, Files.readString(file).replace("\"id\":2,", "\"id\":2000,"));
    refused(folder, "vocabulary mismatch", "2001 tokens", "64 rows");
  }

  @Test
  void aFamilyThatIsNotKnown() throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace("\"llama\"", "\"mamba\""));
    refused(folder, "model_type 'mamba' is not known");
  }

  @Test
  void aDirectoryIsReadAsTheOneModelThatItHolds() throws IOException {
    Path alone = Files.createDirectory(scratch.resolve("alone"));
    refused(alone, "holds no model", "config.json", ".gguf");
    Files.copy(gguf, alone.resolve("model.gguf"));
    assertThat(ModelFiles.read(alone, Optional.empty()).weights())
        .hasSameSizeAs(ModelFiles.read(gguf, Optional.empty()).weights());
    Files.copy(gguf, alone.resolve("other.gguf"));
    refused(alone, "several models", "[model.gguf, other.gguf]");
  }

  @Test
  void aPickleIsNeverRead() throws IOException {
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    refused(folder, "pytorch_model.bin is a pickle");
    refused(folder.resolve("pytorch_model.bin"), "pickle");
  }

  @Test
  void aShardThatLeadsOutside() throws IOException {
    Files.move(folder.resolve("model.safetensors"), scratch.resolve("elsewhere.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"" + TENSOR + "\":\"../elsewhere.safetensors\"}}");
    refused(folder, "leads outside");
  }
}
