-- Keys by hash: the key itself is shown once and kept nowhere.
create table control.api_key (
  key_id              text primary key,
  key_hash            text not null unique,
  name                text not null,
  role                text not null,
  requests_per_minute int,
  expires_at          timestamptz,
  revoked             boolean not null,
  actor               text not null,
  issued_at           timestamptz not null
);

-- Who is signed in with a browser, by hash of the cookie.
create table control.session (
  session_hash text primary key,
  actor        text not null,
  role         text not null,
  opened_at    timestamptz not null,
  expires_at   timestamptz not null
);
create index audit_actor on control.audit (actor, at desc);

-- Records that the view could not read and that were kept as dead letters: kept once, however often
-- the view is rebuilt.
create table control.poison (
  topic        text not null,
  partition_no int not null,
  offset_no    bigint not null,
  found_at     timestamptz not null,
  primary key (topic, partition_no, offset_no)
);
