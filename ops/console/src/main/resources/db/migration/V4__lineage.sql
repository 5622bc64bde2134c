-- The register names each document and why; dataset versions are counted by domain too.
alter table view.retraction
  add column url   text not null default '',
  add column cause text not null default '',
  add column split text not null default 'TRAIN';
create index retraction_cause on view.retraction (cause) where in_force;

alter table view.dataset add column by_domain jsonb not null default '{}';

-- Every accepted version with its places in the logs, no text: what lineage is asked of.
create table view.document (
  version       text primary key,
  partition_no  int not null,
  offset_no     bigint not null,
  document_id   text not null,
  url           text not null,
  title         text not null,
  domain        text not null,
  source_id     text not null,
  source_type   text not null,
  language      text not null,
  licence       text not null,
  split         text not null,
  quality       double precision not null,
  weight        double precision not null,
  characters    int not null,
  utf8_bytes    int not null,
  raw_partition int not null,
  raw_offset    bigint not null,
  fetched_at    timestamptz not null,
  accepted_at   timestamptz not null
);
create index document_id on view.document (document_id);

-- The last rejection of each document.
create table view.rejection (
  document_id   text primary key,
  url           text not null,
  domain        text not null,
  language      text,
  reason        text not null,
  measure       double precision,
  threshold     double precision,
  detail        text,
  raw_partition int not null,
  raw_offset    bigint not null,
  fetched_at    timestamptz not null,
  rejected_at   timestamptz not null
);

-- The new tables are filled from the topics, and so is the rest of the view again.
do $$
declare held text;
begin
  for held in select tablename from pg_tables where schemaname = 'view' loop
    execute format('truncate view.%I', held);
  end loop;
end $$;
