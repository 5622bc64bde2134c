-- An order is written down before it is carried out; null = not answered (yet, or ever: the console
-- died in the middle).
alter table control.audit alter column status drop not null;

-- A session that was opened with a key ends with that key and counts against its limit; one that was
-- opened with the admin token ends when that is another.
alter table control.session
  add column key_id     text references control.api_key (key_id),
  add column token_hash text;
delete from control.session where actor like 'key:%' or actor = 'admin';

-- Keys and headers of records that are tried again are bytes, and a record may have no key.
alter table control.outbox alter column event_key drop not null;
alter table control.outbox alter column event_key type bytea using convert_to(event_key, 'UTF8');
alter table control.outbox add column headers jsonb;
