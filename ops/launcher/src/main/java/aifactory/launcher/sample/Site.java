package aifactory.launcher.sample;

import java.io.IOException;
import java.util.Optional;

/// A site behind one host name. Thread-safe.
public interface Site {
  /// Name that browsers send as Host, without port.
  String host();

  /// The page at an absolute path, if there is one.
  Optional<Page> at(String path) throws IOException;
}
