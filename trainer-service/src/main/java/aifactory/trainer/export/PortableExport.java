package aifactory.trainer.export;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Exports a model with its papers: card, manifest and parity report. What does not compute what
/// the model computes is not published; a place that is taken is left alone.
public final class PortableExport {
  /// The parity report's file.
  public static final String PARITY = "parity.json";

  private final int threads;
  private final ArtifactPapers papers;

  public PortableExport(int threads, ArtifactPapers papers) {
    this.threads = threads;
    this.papers = papers;
  }

  /// @param type number type as [ExportFormat#type] names it
  public record Order(ExportFormat format, String type) {}

  /// Exports to a directory, or to one file with its papers beside it where the name ends in
  /// `.gguf`.
  ///
  /// @throws ExportException when the result differs from the model, or the place is taken
  public PublishedParity export(PortableModel model, Order order, Path out) throws IOException {
    if (Files.exists(out)) {
      throw new ExportException(out + " exists already");
    }
    Path parent = Objects.requireNonNull(out.toAbsolutePath().getParent());
    Files.createDirectories(parent);
    Path unfinished =
        parent.resolve(".writing-" + out.getFileName() + "-" + ProcessHandle.current().pid());
    DurableFile.deleteTree(unfinished);
    Files.createDirectory(unfinished);
    try {
      ModelExporter exporter = order.format().exporter(order.type());
      exporter.write(model, unfinished);
      PublishedParity parity = compare(model, exporter, order, unfinished);
      if (!parity.passed()) {
        throw new ExportException("the export does not compute what the model does: " + parity);
      }
      Files.writeString(
          unfinished.resolve(PARITY), CanonicalJson.write(papers.parity(model, order, parity)));
      papers.write(model, order, parity, unfinished);
      if (out.toString().endsWith(".gguf")) {
        publishBeside(unfinished, out);
      } else {
        DurableFile.publish(unfinished, out);
      }
      return parity;
    } finally {
      DurableFile.deleteTree(unfinished);
    }
  }

  private PublishedParity compare(
      PortableModel model, ModelExporter exporter, Order order, Path written) throws IOException {
    try (NextToken own = new TrainerNextToken(model.model(), model.weights(), threads);
        NextToken exported = exporter.open(written, threads)) {
      return PublishedParity.measure(
          model.model(), own, exported, PublishedParity.toleranceOf(order.type()));
    }
  }

  private static void publishBeside(Path unfinished, Path out) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(unfinished)) {
      files = found.toList();
    }
    Path last = unfinished.resolve(GgufExporter.FILE);
    for (Path file : files) {
      if (!file.equals(last)) {
        Files.move(file, out.resolveSibling(out.getFileName() + "." + file.getFileName()));
      }
    }
    Files.move(last, out); // the model last: where it is, its papers are
  }
}
