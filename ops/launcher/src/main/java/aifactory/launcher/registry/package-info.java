/// The schema registry: Apicurio with its Confluent-compatible interface, storing in a database of
/// its own.
@NullMarked
package aifactory.launcher.registry;

import org.jspecify.annotations.NullMarked;
