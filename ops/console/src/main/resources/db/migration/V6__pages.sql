-- What the pages ask of the view beyond the overview.

-- The newest fetches, for people: what arrives, and what went wrong.
create table view.fetch_sample (
  partition_no int not null,
  offset_no    bigint not null,
  source_id    text not null,
  url          text not null,
  outcome      text not null,
  http_status  int,
  detail       text,
  bytes        bigint not null,
  ended_at     timestamptz not null,
  primary key (partition_no, offset_no)
);
create index fetch_sample_source on view.fetch_sample (source_id, ended_at desc);

-- Rejections of a source by reason, and documents by who holds them.
alter table view.rejection
  add column source_id    text not null default '',
  add column source_type  text not null default '';
create table view.source_rejection (
  source_id text not null,
  reason    text not null,
  total     bigint not null,
  last_at   timestamptz not null,
  primary key (source_id, reason)
);
create index rejection_reason on view.rejection (reason, rejected_at desc);
create index rejection_domain on view.rejection (domain);
create index document_newest on view.document (accepted_at desc);
create index document_domain on view.document (domain, source_type);
create index document_source on view.document (source_id, accepted_at desc);
create index retraction_document on view.retraction (document_id, version) where in_force;

-- The rest of a training job's measures, and where a checkpoint comes from.
alter table view.training_point add column gradient_norm double precision;
alter table view.checkpoint
  add column journal             jsonb not null default '[]',
  add column model_configuration text not null default '',
  add column seed                bigint;
create index bundle_checkpoint on view.bundle (checkpoint_hash);
create index evaluation_bundle on view.evaluation (bundle_id, evaluated_at desc);
create index decision_bundle on view.decision (bundle_id, decided_at desc);

-- The new tables are filled from the topics, and so is the rest of the view again.
do $$
declare held text;
begin
  for held in select tablename from pg_tables where schemaname = 'view' loop
    execute format('truncate view.%I', held);
  end loop;
end $$;
