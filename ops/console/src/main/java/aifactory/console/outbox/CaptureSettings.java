package aifactory.console.outbox;

import java.net.URI;
import java.util.Properties;

/// What Debezium is told.
///
/// @param jdbcUrl the console's own database
/// @param pollMillis pause when there is nothing
record CaptureSettings(String jdbcUrl, String user, String password, int pollMillis) {
  private static final int DEFAULT_PORT = 5432;

  Properties properties(String slot) {
    URI database = URI.create(jdbcUrl.substring("jdbc:".length()));
    Properties all = new Properties();
    all.setProperty("name", "factory-outbox");
    all.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    all.setProperty("topic.prefix", "factory");
    all.setProperty("database.hostname", database.getHost());
    int port = database.getPort() < 0 ? DEFAULT_PORT : database.getPort();
    all.setProperty("database.port", Integer.toString(port));
    all.setProperty("database.dbname", database.getPath().substring(1));
    all.setProperty("database.user", user);
    all.setProperty("database.password", password);
    all.setProperty("plugin.name", "pgoutput");
    all.setProperty("slot.name", slot);
    // The publication is made by a migration, the slot by CaptureSlot, both before the first order.
    all.setProperty("publication.name", "factory_outbox");
    all.setProperty("publication.autocreate.mode", "disabled");
    all.setProperty("table.include.list", "control.outbox,control.capture_heartbeat");
    all.setProperty("snapshot.mode", "no_data");
    all.setProperty("tombstones.on.delete", "false");
    all.setProperty("poll.interval.ms", Integer.toString(pollMillis));
    all.setProperty("heartbeat.interval.ms", "10000");
    all.setProperty(
        "heartbeat.action.query",
        "insert into control.capture_heartbeat (id, beat_at) values (1, now())"
            + " on conflict (id) do update set beat_at = excluded.beat_at");
    all.setProperty("offset.storage", PostgresOffsets.class.getName());
    all.setProperty("offset.flush.interval.ms", "1000");
    return all;
  }
}
