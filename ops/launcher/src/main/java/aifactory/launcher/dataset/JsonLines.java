package aifactory.launcher.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// One JSON object a line, UTF-8, fields in snake case.
final class JsonLines implements RowWriter {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final OutputStream out;

  JsonLines(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  @Override
  public void write(Row row) throws IOException {
    JSON.writeValue(out, row);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
