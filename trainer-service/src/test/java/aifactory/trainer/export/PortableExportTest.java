package aifactory.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.manifest.NodeType;
import aifactory.trainer.portable.ForeignModels;
import aifactory.trainer.portable.ModelFiles;
import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every family through every format.
class PortableExportTest {
  private static final ArtifactPapers PAPERS =
      new ArtifactPapers("", NodeType.INFERENCE, InstantSource.system());
  @TempDir Path scratch;

  static Stream<PortableModel> families() {
    return ForeignModels.all().stream();
  }

  private PublishedParity export(PortableModel model, ExportFormat format, String type)
      throws IOException {
    Path out = scratch.resolve(format.label() + "-" + type);
    return new PortableExport(1, PAPERS).export(model, new PortableExport.Order(format, type), out);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyFormatComputesWhatTheModelDoes(PortableModel model) throws IOException {
    for (ExportFormat format : ExportFormat.values()) {
      PublishedParity parity = export(model, format, "F32");
      assertThat(parity.passed()).as(model.model().name() + " " + format).isTrue();
      assertThat(parity.largestDifference()).isLessThan(1e-4);
      assertThat(parity.greedyAgreement()).isEqualTo(1);
    }
    for (Path back : List.of(scratch.resolve("hf-F32"), scratch.resolve("gguf-F32/model.gguf"))) {
      PortableModel read = ModelFiles.read(back, Optional.empty());
      assertThat(read.weightsHash()).isEqualTo(model.weightsHash());
      assertThat(read.tokenizerJson()).isEqualTo(model.tokenizerJson());
      assertThat(read.use()).isEqualTo(model.use());
      if (!model.model().slides() || back.endsWith("hf-F32")) {
        assertThat(read.model().attention()).isEqualTo(model.model().attention());
      }
    }
  }

  @Test
  void roundedNumbersStayCloseAndTheReportSaysHowClose() throws IOException {
    PortableModel model = ForeignModels.all().getFirst();
    for (String type : List.of("F16", "Q8_0", "Q4_0", "Q4_K")) {
      PublishedParity parity = export(model, ExportFormat.GGUF, type);
      assertThat(parity.largestDifference()).as(type).isBetween(1e-6, 3.0);
      assertThat(scratch.resolve("gguf-" + type).resolve(PortableExport.PARITY))
          .content()
          .contains("\"number_type\":\"" + type + "\"", "\"greedy_agreement\"");
    }
    assertThat(export(model, ExportFormat.ONNX, "INT8").largestDifference()).isLessThan(0.3);
    assertThat(export(model, ExportFormat.ONNX, "INT4").largestDifference()).isLessThan(3);
    assertThat(export(model, ExportFormat.HF, "F16").largestDifference()).isLessThan(0.05);
  }

  @Test
  void aPlaceThatIsTakenIsLeftAlone() throws IOException {
    PortableModel model = ForeignModels.all().getFirst();
    Path taken = Files.createDirectory(scratch.resolve("taken"));
    PortableExport.Order order = new PortableExport.Order(ExportFormat.HF, "F32");
    assertThatThrownBy(() -> new PortableExport(1, PAPERS).export(model, order, taken))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("exists already");
    assertThat(taken).isEmptyDirectory();
  }
}
