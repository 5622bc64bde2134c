/// A real PostgreSQL server from unpacked binaries: loopback only, password required, logical
/// replication on, durable settings.
@NullMarked
package aifactory.launcher.postgres;

import org.jspecify.annotations.NullMarked;
