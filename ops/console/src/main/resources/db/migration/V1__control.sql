-- control: the truth. Never dropped, never rebuilt from topics.

-- One row per (pattern, source type); what PolicySet events told everybody.
create table control.policy (
  pattern        text not null,
  source_type    text not null,
  license_tag    text not null,
  allow_training boolean not null,
  base_weight    double precision,
  notes          text not null,
  actor          text not null,
  event_id       uuid not null,
  set_at         timestamptz not null,
  primary key (pattern, source_type)
);

create table control.takedown (
  target_kind text not null,
  target      text not null,
  in_force    boolean not null,
  reason      text not null,
  actor       text not null,
  event_id    uuid not null,
  ordered_at  timestamptz not null,
  primary key (target_kind, target)
);

-- Orders to nodes, so that a command id can be asked about before its event has come round.
create table control.command (
  command_id   uuid primary key,
  target       text not null,
  action       text not null,
  actor        text not null,
  commanded_at timestamptz not null
);

-- Jobs asked for by hand or by the gate.
create table control.job_order (
  job_id       uuid primary key,
  kind         text not null,
  parameters   jsonb not null,
  actor        text not null,
  requested_at timestamptz not null
);

-- Rows live only inside their transaction: inserted, then deleted, so that the write-ahead log has
-- them and the table stays empty. The value is the event as it goes to the topic.
create table control.outbox (
  id        uuid primary key,
  topic     text not null,
  event_key text not null,
  payload   bytea not null
);

-- Where change capture stands. Belongs to the replication slot: reset both or neither.
create table control.capture_offset (
  offset_key   bytea primary key,
  offset_value bytea
);

-- Touched by the heartbeat, so that a quiet outbox does not hold back the write-ahead log.
create table control.capture_heartbeat (
  id      int primary key,
  beat_at timestamptz not null
);

-- Who changed what, and who was refused.
create table control.audit (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  actor    text not null,
  remote   text not null,
  method   text not null,
  path     text not null,
  status   int not null
);
create index audit_at on control.audit (at desc);

-- Facts that were set once, such as "default policies were given".
create table control.fact (
  name   text primary key,
  set_at timestamptz not null
);

-- The gate: its own place in its topics, what it knows of bundles and evaluations, what it decided.
create table control.gate_offset (
  topic        text not null,
  partition_no int not null,
  next_offset  bigint not null,
  primary key (topic, partition_no)
);

create table control.gate_bundle (
  bundle_id       text primary key,
  checkpoint_hash text not null,
  location        text not null,
  step            bigint not null,
  parity_passed   boolean not null,
  domains         text[] not null,
  bundled_at      timestamptz not null
);

create table control.gate_evaluation (
  evaluation_id       text primary key,
  bundle_id           text not null,
  evaluation_set_hash text not null,
  score               double precision not null,
  parity_passed       boolean not null,
  self_test_passed    boolean not null,
  evaluated_at        timestamptz not null,
  -- Whether it was weighed for the alias "best", which happens once.
  weighed             boolean not null default false
);
create index gate_evaluation_bundle on control.gate_evaluation (bundle_id, evaluation_set_hash);

-- Each (bundle, evaluation) is decided once: the primary key is the rule.
create table control.gate_decided (
  bundle_id     text not null,
  evaluation_id text not null,
  decided_at    timestamptz not null,
  primary key (bundle_id, evaluation_id)
);

create table control.alias (
  alias           text primary key,
  bundle_id       text,
  checkpoint_hash text,
  location        text,
  step            bigint not null,
  score           double precision,
  evaluation_set_hash text,
  actor           text not null,
  moved_at        timestamptz not null
);

-- Every bundle that was production, each pointing at the one it replaced: what rollback follows.
create table control.production (
  seq          bigint generated always as identity primary key,
  bundle_id    text not null,
  replaced_seq bigint,
  actor        text not null,
  since        timestamptz not null
);
