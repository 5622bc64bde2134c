package aifactory.launcher.conformance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Every suite by the name that people type. A suite whose code lives in a service is one line with
/// [ServiceSuite].
public enum SuiteCatalogue {
  /// Character set of a page: `*.dat` files with `#data` and `#encoding` sections.
  CHARSET(root -> new CharsetSuite());

  private final Function<Path, Suite> making;

  SuiteCatalogue(Function<Path, Suite> making) {
    this.making = making;
  }

  /// The suite, for a product folder.
  public Suite in(Path root) {
    return making.apply(root);
  }

  /// Name on the command line.
  public String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The suite of that name.
  public static Optional<SuiteCatalogue> named(String name) {
    return Arrays.stream(values()).filter(suite -> suite.commandName().equals(name)).findFirst();
  }
}
