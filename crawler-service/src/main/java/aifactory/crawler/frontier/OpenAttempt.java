package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// An attempt that was handed out and has not reported back.
///
/// @param seed what follows it: a source named the URL meanwhile; null = the outcome decides
record OpenAttempt(String attemptId, String host, QueuedUrl target, @Nullable QueuedUrl seed) {
  static final Serde<OpenAttempt> SERDE = StateBytes.serde(OpenAttempt::write, OpenAttempt::read);

  OpenAttempt followedBy(QueuedUrl nextSeed) {
    return new OpenAttempt(attemptId, host, target, nextSeed);
  }

  private static void write(OpenAttempt attempt, DataOutputStream out) throws IOException {
    out.writeUTF(attempt.attemptId);
    out.writeUTF(attempt.host);
    QueuedUrl.write(attempt.target, out);
    if (attempt.seed != null) {
      QueuedUrl.write(attempt.seed, out);
    }
  }

  private static OpenAttempt read(DataInputStream in) throws IOException {
    return new OpenAttempt(
        in.readUTF(),
        in.readUTF(),
        QueuedUrl.read(in),
        in.available() > 0 ? QueuedUrl.read(in) : null); // last, and absent in older changelogs
  }
}
