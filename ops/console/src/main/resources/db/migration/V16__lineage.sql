-- Where a checkpoint comes from, and what its dataset version is in tokens.
alter table view.checkpoint
  add column training_configuration text not null default '',
  add column configuration_hash     text not null default '',
  add column parent_checkpoint_hash text,
  add column dataset_id             text,
  add column dataset_tokens         bigint not null default 0,
  add column evaluation_tokens      bigint not null default 0;
create index checkpoint_dataset on view.checkpoint (dataset_id, checkpointed_at desc);

-- What did not become corpus when a dataset version was sealed.
alter table view.dataset add column rejected jsonb not null default '{}';

-- The new columns are filled from the topics, and so is the rest of the view again.
do $$
declare held text;
begin
  for held in select tablename from pg_tables where schemaname = 'view' loop
    execute format('truncate view.%I', held);
  end loop;
end $$;
