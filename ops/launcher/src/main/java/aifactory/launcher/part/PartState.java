package aifactory.launcher.part;

/// Where a part is in its life.
public enum PartState {
  WAITING,
  STARTING,
  READY,
  RESTARTING,
  FAILED,
  STOPPED
}
