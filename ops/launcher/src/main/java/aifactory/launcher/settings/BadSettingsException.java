package aifactory.launcher.settings;

import java.util.List;

/// Settings that do not make sense; the message lists all of them.
public final class BadSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadSettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
