-- What change capture may see. The replication slot is made by the console at start (a slot cannot be
-- made in a transaction that has written).
create publication factory_outbox for table control.outbox, control.capture_heartbeat
  with (publish = 'insert, update');
