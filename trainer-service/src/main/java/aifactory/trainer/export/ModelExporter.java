package aifactory.trainer.export;

import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Path;

/// Writes a model in one format into an empty directory, and reads what it wrote as its users will.
interface ModelExporter {
  /// Writes the files.
  ///
  /// @throws ExportException when this format cannot express the model
  void write(PortableModel model, Path directory) throws IOException;

  /// Opens what was written, to compare it with the model.
  NextToken open(Path directory, int threads) throws IOException;
}
