-- Artifacts as ZIPs, jobs that were taken back, and what a trainer found its machine to be.
alter table view.artifact
  add column zip_hash text,
  add column bytes    bigint not null default 0,
  add column job_id   text,
  add column actor    text not null default 'trainer';
alter table view.job
  add column cancelled_by text,
  add column cancelled_at timestamptz;
alter table view.node add column profile jsonb not null default '{}';
create index job_requested on view.job (requested_at desc);

-- The new columns are filled from the topics, and so is the rest of the view again.
do $$
declare held text;
begin
  for held in select tablename from pg_tables where schemaname = 'view' loop
    execute format('truncate view.%I', held);
  end loop;
end $$;
