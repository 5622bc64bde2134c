package aifactory.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.manifest.ArtifactZipException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactZipTest {
  private static final long ENOUGH = 1 << 20;

  @TempDir Path folder;
  private Path directory;
  private Path zip;
  private ArtifactZip.Content written;

  @BeforeEach
  void anArtifact() throws IOException {
    directory = Files.createDirectory(folder.resolve("artifact"));
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("model.onnx"), "graph ".repeat(1000));
    Files.writeString(directory.resolve("sub/weights.bin"), "weights");
    Files.writeString(directory.resolve("artifact_manifest.json"), CanonicalJson.write(manifest()));
    zip = folder.resolve("artifact.zip");
    written = ArtifactZip.write(directory, zip);
  }

  private static Map<String, Object> manifest() {
    TrainingForm form =
        TrainingForm.training(Map.of("base_model", "nano", "task", "lm-pretrain", "epochs", 1));
    return new ArtifactManifest(
            "text-nano-lm-pretrain-v1",
            "v1",
            form,
            128,
            List.of("ds-1"),
            "cc-by-4.0",
            Instant.EPOCH,
            NodeType.INFERENCE,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of())
        .fields();
  }

  @Test
  void everyFileIsNamedWithItsHashAndReadBack() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    ArtifactZip.Content read = ArtifactZip.unpack(zip, out, ENOUGH);
    assertThat(read).isEqualTo(written);
    assertThat(read.name()).isEqualTo("text-nano-lm-pretrain-v1");
    assertThat(read.parts().keySet()).containsExactly("model.onnx", "sub/weights.bin");
    assertThat(out.resolve("sub/weights.bin")).hasContent("weights");
    assertThat(Files.readString(out.resolve("artifact_manifest.json"))).isEqualTo(read.manifest());
  }

  @Test
  void theSameFilesAreTheSameBytes() throws IOException {
    Path again = folder.resolve("again.zip");
    Files.setLastModifiedTime(
        directory.resolve("model.onnx"), java.nio.file.attribute.FileTime.fromMillis(1));
    ArtifactZip.write(directory, again);
    assertThat(again).hasSameBinaryContentAs(zip);
  }

  @Test
  void anAlteredMissingOrAddedFileIsRefusedByItsName() throws IOException {
    Map<String, byte[]> files = files();
    files.put("sub/weights.bin", bytes("Weights"));
    refused(files, Reason.FILE_ALTERED, "sub/weights.bin");
    files.put("sub/weights.bin", bytes("weights and more"));
    refused(files, Reason.FILE_ALTERED, "sub/weights.bin");
    files.remove("sub/weights.bin");
    refused(files, Reason.FILE_MISSING, "sub/weights.bin");
    files = files();
    files.put("extra.sh", bytes("#!"));
    refused(files, Reason.FILE_ADDED, "extra.sh");
  }

  @Test
  void aPathThatLeadsOutsideIsRefusedAndNothingIsWrittenThere() throws IOException {
    for (String path :
        List.of("../evil", "/evil", "sub/../../evil", "..\\evil", "C:evil", "sub//evil", "sub/")) {
      Map<String, byte[]> files = files();
      files.put(path, bytes("evil"));
      refused(files, Reason.PATH_OUTSIDE, path);
    }
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void aBombGoesOffNoFurtherThanItsManifestSays() throws IOException {
    Map<String, byte[]> files = files();
    files.put("model.onnx", new byte[50_000_000]);
    refused(files, Reason.FILE_ALTERED, "model.onnx");
    assertThat(Files.size(folder.resolve("out/model.onnx"))).isLessThan(200_000);
    assertThatThrownBy(() -> ArtifactZip.read(zip, 100))
        .isInstanceOfSatisfying(
            ArtifactZipException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void aManifestThatSaysOtherThanItsFormIsRefused() throws IOException {
    for (String[] change :
        List.of(
            new String[] {"\"epochs\":1", "\"epochs\":2", "training_config_hash"},
            new String[] {"\"quantized\":false", "\"quantized\":true", "quantized"},
            new String[] {"\"license\":\"cc-by-4.0\"", "\"license\":\"\"", "license"},
            new String[] {"text-nano-lm-pretrain-v1", "nano", "artifact name"},
            new String[] {"{", "[", "not JSON"})) {
      Map<String, byte[]> files = files();
      files.put(
          "artifact_manifest.json",
          bytes(
              written
                  .manifest()
                  .replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1])));
      refused(files, Reason.MANIFEST_WRONG, change[2]);
    }
    Map<String, byte[]> files = files();
    files.remove("artifact_manifest.json");
    refused(files, Reason.MANIFEST_MISSING, "artifact_manifest.json");
    Files.writeString(zip, "no zip at all");
    assertThatThrownBy(() -> ArtifactZip.read(zip, ENOUGH))
        .isInstanceOf(ArtifactZipException.class)
        .hasMessageContaining("not a sound ZIP");
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String path : List.of("artifact_manifest.json", "model.onnx", "sub/weights.bin")) {
      files.put(path, Files.readAllBytes(directory.resolve(path)));
    }
    return files;
  }

  private void refused(Map<String, byte[]> files, Reason reason, String named) throws IOException {
    Path changed = folder.resolve("changed.zip");
    try (OutputStream file = Files.newOutputStream(changed);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue());
      }
    }
    Path into = Files.createDirectories(folder.resolve("out"));
    assertThatThrownBy(() -> ArtifactZip.unpack(changed, into, ENOUGH))
        .hasMessageContaining(named)
        .isInstanceOfSatisfying(
            ArtifactZipException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
