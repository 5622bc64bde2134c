package aifactory.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// A record's bytes are not an event of its topic. Such a record belongs in the dead-letter topic.
public final class UnreadableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
