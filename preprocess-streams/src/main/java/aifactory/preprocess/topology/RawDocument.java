package aifactory.preprocess.topology;

import aifactory.event.DocumentFetched;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Where a raw record lies in `crawl.documents`, carried as a header over the first hop, so that
/// the value travels untouched and a dead letter has the original bytes.
record RawDocument(int partition, long offset) {
  private static final String HEADER = "raw";
  private static final int BYTES = Integer.BYTES + Long.BYTES;
  private static final RawDocument NOWHERE = new RawDocument(-1, -1);

  void writeTo(Headers headers) {
    headers.remove(HEADER);
    headers.add(HEADER, ByteBuffer.allocate(BYTES).putInt(partition).putLong(offset).array());
  }

  static RawDocument from(Headers headers) {
    @Nullable Header header = headers.lastHeader(HEADER);
    if (header == null || header.value().length != BYTES) {
      return NOWHERE;
    }
    ByteBuffer value = ByteBuffer.wrap(header.value());
    return new RawDocument(value.getInt(), value.getLong());
  }

  /// The document before the first step, or its rejection when it has no usable identity.
  Judgement open(DocumentFetched fetched) {
    return Origin.of(fetched, partition, offset)
        .<Judgement>map(origin -> Draft.of(origin, fetched))
        .orElseGet(() ->
            Rejected.of(
                Origin.unusable(fetched, partition, offset),
                RejectionReason.INVALID_URL,
                "neither an http(s) URL nor another absolute URI"));
  }
}
