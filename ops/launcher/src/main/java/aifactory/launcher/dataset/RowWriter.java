package aifactory.launcher.dataset;

import java.io.Closeable;
import java.io.IOException;

/// Writes the rows of an export to one file.
public interface RowWriter extends Closeable {
  void write(Row row) throws IOException;
}
