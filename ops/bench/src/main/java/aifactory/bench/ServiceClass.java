package aifactory.bench;

import aifactory.launcher.part.NativeMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A main class of a built service, run with that service's libraries.
///
/// @param root of the source tree
/// @param module such as `inference-service`
/// @param name of the class
record ServiceClass(Path root, String module, String name) {
  private static final String TRAINER = "trainer-service";

  /// What the launcher starts the service with.
  Map<String, String> environment() {
    return module.equals(TRAINER) ? NativeMemory.KEEP_FREED : Map.of();
  }

  List<String> command(String... arguments) {
    Path application = root.resolve(module).resolve("target/quarkus-app");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                "%1$s/app/*:%1$s/lib/boot/*:%1$s/lib/main/*".formatted(application),
                name));
    command.addAll(List.of(arguments));
    return command;
  }
}
