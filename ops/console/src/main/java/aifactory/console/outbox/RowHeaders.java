package aifactory.console.outbox;

import io.vertx.core.json.JsonArray;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Headers of a record as a column of an outbox row: `[[name, value in Base64 or null], …]`, in
/// order.
final class RowHeaders {
  private RowHeaders() {}

  static String written(List<Header> headers) {
    JsonArray all = new JsonArray();
    headers.forEach(header -> all.add(new JsonArray().add(header.key()).add(header.value())));
    return all.encode();
  }

  static void addTo(Headers headers, String column) {
    JsonArray all = new JsonArray(column);
    for (int i = 0; i < all.size(); i++) {
      JsonArray each = all.getJsonArray(i);
      headers.add(each.getString(0), each.getBinary(1));
    }
  }
}
