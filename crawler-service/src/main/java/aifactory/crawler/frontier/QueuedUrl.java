package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;

/// A URL that waits for its turn.
///
/// @param attempt which try the next one will be, from 1
record QueuedUrl(String url, String sourceId, int depth, int attempt) {
  static final Serde<QueuedUrl> SERDE = StateBytes.serde(QueuedUrl::write, QueuedUrl::read);

  QueuedUrl withAttempt(int next) {
    return new QueuedUrl(url, sourceId, depth, next);
  }

  static void write(QueuedUrl queued, DataOutputStream out) throws IOException {
    out.writeUTF(queued.url);
    out.writeUTF(queued.sourceId);
    out.writeInt(queued.depth);
    out.writeInt(queued.attempt);
  }

  static QueuedUrl read(DataInputStream in) throws IOException {
    return new QueuedUrl(in.readUTF(), in.readUTF(), in.readInt(), in.readInt());
  }
}
