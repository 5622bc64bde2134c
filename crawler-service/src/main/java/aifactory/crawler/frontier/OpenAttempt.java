package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;

/// An attempt that was handed out and has not reported back.
record OpenAttempt(String attemptId, String host, QueuedUrl target) {
  static final Serde<OpenAttempt> SERDE = StateBytes.serde(OpenAttempt::write, OpenAttempt::read);

  private static void write(OpenAttempt attempt, DataOutputStream out) throws IOException {
    out.writeUTF(attempt.attemptId);
    out.writeUTF(attempt.host);
    QueuedUrl.write(attempt.target, out);
  }

  private static OpenAttempt read(DataInputStream in) throws IOException {
    return new OpenAttempt(in.readUTF(), in.readUTF(), QueuedUrl.read(in));
  }
}
