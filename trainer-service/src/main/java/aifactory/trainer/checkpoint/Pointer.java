package aifactory.trainer.checkpoint;

/// Names a checkpoint can go by. Each is a file holding a hash.
public enum Pointer {
  /// The newest.
  LATEST("latest"),
  /// The one with the best validation loss.
  BEST("best"),
  /// The one behind the production bundle.
  PRODUCTION("production"),
  /// What `latest` was before the running cycle began: where a failed cycle rolls back to.
  LATEST_BEFORE_CYCLE("latest.pretrain.bak");

  private final String fileName;

  Pointer(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }
}
