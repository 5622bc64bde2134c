-- What the gate needs to know of a bundle's lineage, and which bundles are tainted now.
alter table control.gate_bundle
  add column dataset_ids text[] not null default '{}',
  add column origins     text[] not null default '{}';

create table control.gate_taint (
  bundle_id text primary key,
  reason    text not null,
  since     timestamptz not null
);
